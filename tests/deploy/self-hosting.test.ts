import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../server/settings/config.ts'

const PROJECT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8')

interface Service {
  image: string
  restart: string
  read_only: boolean
  cap_drop: string[]
  cap_add?: string[]
  security_opt: string[]
  logging: { driver: string; options: Record<string, string> }
  environment?: Record<string, string>
  volumes?: string[]
  ports?: string[]
  profiles?: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
}

const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, null>
}
const services = Object.entries(compose.services)

test('without a profile there are the concierge and Caddy; the others come when they are asked for', () => {
  const byProfile = (profile?: string) =>
    services.filter(([, { profiles }]) => profiles?.[0] === profile).map(([name]) => name)
  expect(byProfile()).toEqual(['concierge', 'caddy'])
  expect(byProfile('tunnel')).toEqual(['cloudflared'])
  expect(byProfile('model')).toEqual(['ollama', 'model'])
})

test.each(services)(
  '%s writes nowhere but its volumes, gains no rights and fills no disk with its log',
  (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { options: { 'max-size': '10m', 'max-file': '5' } },
    })
    expect(service.image).toMatch(
      /^\$\{CONCIERGE_IMAGE:-voice-concierge\}$|:\d+\.\d+\.\d+(-alpine)?$/,
    )
  },
)

test.each(services.filter(([name]) => name !== 'model'))(
  '%s comes back by itself, and is looked at',
  (name, service) => {
    expect(service.restart).toBe('unless-stopped')
    const isLookedAt =
      service.healthcheck !== undefined || read('Dockerfile').includes('HEALTHCHECK')
    expect(name === 'concierge' || service.healthcheck !== undefined).toBe(true)
    expect(isLookedAt).toBe(true)
  },
)

test('what is kept is on volumes, and only those who have to be are reached from outside', () => {
  const named = services.flatMap(([, { volumes = [] }]) =>
    volumes.map((volume) => volume.replace(/^\$\{BACKUPS:-(\w+)\}/, '$1').split(':')[0]!),
  )
  for (const name of named.filter((one) => !one.startsWith('.')))
    expect(Object.keys(compose.volumes)).toContain(name)
  for (const path of named.filter((one) => one.startsWith('.')))
    expect(existsSync(join(PROJECT, path))).toBe(true)
  expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['caddy'])
  const { environment, volumes } = compose.services.concierge!
  for (const path of [
    environment!.SQLITE_DB_PATH!.replace(/\/[^/]+$/, ''),
    environment!.BACKUP_FOLDER!,
  ]) {
    expect(volumes!.some((volume) => volume.endsWith(`:${path}`))).toBe(true)
    // A volume takes over whose the folder is in the image.
    expect(read('Dockerfile')).toMatch(new RegExp(`mkdir -m 700 .*~/${path.split('/').at(-1)}\\b`))
  }
})

test('the concierge starts with what compose and its unit set, and what they need besides is no misspelt setting of ours', () => {
  const needed = {
    TWILIO_AUTH_TOKEN: 'a-token-of-the-test',
    REAL_PHONE_NUMBER: '+14155550100',
    BASE_URL: 'https://concierge.example.com',
    ADMIN_API_KEY: 'a-key-for-this-test-only',
  }
  const besides = { CONCIERGE_IMAGE: 'x', BACKUPS: 'x', TUNNEL_TOKEN: 'x' }
  const env = { ...needed, ...besides, ...compose.services.concierge!.environment }
  const { misspelt, isDemo, backups } = readConfig(env)
  expect({ misspelt, isDemo, folder: backups.folder }).toEqual({
    misspelt: {},
    isDemo: false,
    folder: '/home/node/backups',
  })
  const unit = read('deploy/voice-concierge.service')
  const set = [...unit.matchAll(/^Environment=(.+)$/gm)].flatMap(([, pairs = '']) =>
    pairs.split(' ').map((pair) => pair.split('=') as [string, string]),
  )
  expect(readConfig({ ...needed, ...Object.fromEntries(set) })).toMatchObject({
    isProduction: true,
    host: '127.0.0.1',
    sqlitePath: '/var/lib/voice-concierge/calls.db',
  })
})

test('the unit starts the server as npm start does', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } }
  const [, started] =
    /^ExecStart=\S*\/(node .+)$/m.exec(read('deploy/voice-concierge.service')) ?? []
  expect(started).toBe(scripts.start)
})

interface Workflow {
  jobs: Record<
    string,
    {
      steps: { uses?: string; run?: string }[]
      strategy?: { matrix: { include: { platform: string }[] } }
    }
  >
}

test('a tag is published for both kinds of processor, with what is in it and how it was made', () => {
  const { build, publish } = (parse(read('.github/workflows/image.yml')) as Workflow).jobs
  expect(build!.strategy!.matrix.include.map(({ platform }) => platform)).toEqual([
    'linux/amd64',
    'linux/arm64',
  ])
  const [, building = ''] = build!.steps.map(({ run }) => run)
  for (const flag of [
    '--provenance mode=max',
    '--sbom true',
    'SOURCE_DATE_EPOCH',
    'rewrite-timestamp=true',
  ])
    expect(building).toContain(flag)
  expect(publish!.steps.at(-1)!.run).toContain('imagetools create')
})

test('what workflows use is pinned by its digest', () => {
  const jobs = ['check', 'image'].flatMap((file) =>
    Object.values((parse(read(`.github/workflows/${file}.yml`)) as Workflow).jobs),
  )
  const used = jobs.flatMap(({ steps }) => steps).flatMap(({ uses }) => uses ?? [])
  expect(used.length).toBeGreaterThan(0)
  expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([])
})
