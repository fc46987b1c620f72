import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'
import { AUTH_TOKEN, PUBLIC_URL, STRANGER, temporaryFile } from '../support/concierge.ts'
import { answers } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'
import { copyBuildContext, readIgnoreFile } from './build-context.ts'
import { PRODUCTION, startContainer, type Container } from './container.ts'
import { readDockerfile } from './dockerfile.ts'
import { replayImage, type Image } from './replay.ts'

const PROJECT = join(import.meta.dirname, '../..')
const dockerfile = readDockerfile(readFileSync(join(PROJECT, 'Dockerfile'), 'utf8'))
const project = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: { start: string; postinstall: string }
  devDependencies: { node: string }
  dependencies: Record<string, string>
}
const lock = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { dev?: boolean }>
}

/** Elsewhere the image's binaries do not run; CI has all that it takes. */
const canReplay =
  (process.platform === 'linux' && process.arch === 'x64' && existsSync('/usr/bin/tini')) ||
  Boolean(process.env.CI)

describe('the Dockerfile', () => {
  test('is for whatever processor it is built for, and for Azure that is the one of App Service', () => {
    expect(dockerfile.stages.map(({ platform }) => platform)).toEqual(
      dockerfile.stages.map(() => null),
    )
    const ofOneProcessor = /x86_64|aarch64|amd64|arm64|linux-x64/
    expect(
      dockerfile.stages
        .flatMap(({ steps }) => steps)
        .filter((step) => ofOneProcessor.test(JSON.stringify(step))),
    ).toEqual([])
    // What builds for Azure says for which: the first to find out otherwise would be App Service.
    for (const file of ['deploy.sh', '.github/workflows/check.yml'])
      expect(readFileSync(join(PROJECT, file), 'utf8')).toMatch(
        /docker build --platform linux\/amd64 /,
      )
  })

  test('has a Node of one exact version that we support', () => {
    const [, version] =
      /^node:(24\.\d+\.\d+)-bookworm-slim@sha256:[0-9a-f]{64}$/.exec(dockerfile.stages[0]!.base) ??
      []
    expect(version).toBeDefined()
    // The Node that everything runs on elsewhere too.
    const [, oldest = ''] = /^\^(24\.\d+\.\d+)$/.exec(project.devDependencies.node) ?? []
    expect(version!.localeCompare(oldest, 'en', { numeric: true })).toBeGreaterThanOrEqual(0)
  })

  test('starts the server as npm start does, through a process 1 that passes signals', () => {
    expect(dockerfile.command.join(' ')).toBe(project.scripts.start)
    expect(dockerfile.entrypoint).toEqual(['/usr/bin/tini', '--'])
    const prepared = dockerfile.stages.at(-1)!.steps.findLast(({ does }) => does === 'run')
    expect(prepared).toMatchObject({
      command: expect.stringContaining(project.scripts.postinstall) as string,
    })
  })

  test.each(['ADD x y', 'COPY *.json ./', 'COPY --chown=a b c', 'CMD node', 'ENV A=1 B=2'])(
    'is read strictly: %s is an error, not skipped',
    (line) => expect(() => readDockerfile(`FROM a AS b\n${line}`)).toThrow(/\S/),
  )
})

describe('the build context', () => {
  test('has nothing but what the image needs, so no .env and no database', async () => {
    const folder = dirname(await temporaryFile())
    await mkdir(join(folder, 'server'))
    const { '.dockerignore': rules, ...others } = {
      '.dockerignore': readFileSync(join(PROJECT, '.dockerignore'), 'utf8'),
      '.env': 'TWILIO_AUTH_TOKEN=secret',
      'calls.db': '',
      'package.json': '{}',
      'server/main.ts': '',
    }
    await writeFile(join(folder, '.dockerignore'), rules)
    for (const [name, text] of Object.entries(others)) await writeFile(join(folder, name), text)
    const context = join(dirname(await temporaryFile()), 'context')
    await copyBuildContext(folder, context)
    expect((await readdir(context, { recursive: true })).sort()).toEqual([
      'package.json',
      'server',
      'server/main.ts',
    ])
  })

  test('follows the last rule that fits', () => {
    const isSent = readIgnoreFile('# a remark\n*\n!server\nserver/training\n')
    const paths = ['server', 'server/main.ts', 'serverless', 'server/training/a.ts', 'README.md']
    expect(paths.filter(isSent)).toEqual(['server', 'server/main.ts'])
  })
})

describe.skipIf(!canReplay)('the image, replayed without Docker', () => {
  let image: Image
  const containers: Container[] = []

  async function start(settings: Record<string, string> = {}): Promise<Container> {
    const container = await startContainer(image, {
      SQLITE_DB_PATH: await databaseFile(),
      ...settings,
    })
    containers.push(container)
    return container
  }

  let databases = 0
  /** In the folder that the image has for it, so that its user has to be allowed to. */
  async function databaseFile(): Promise<string> {
    return join(dirname(image.env.SQLITE_DB_PATH!), `${++databases}.db`)
  }

  /** Runs it in the image as its user; gives what it printed. */
  async function node(script: string, env: Record<string, string> = {}): Promise<string> {
    const child = spawn('node', ['--input-type=module', '-e', script], {
      ...image.options,
      env: { ...image.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
    await once(child, 'close')
    return text.trim()
  }

  // Installs from the lock file, mostly from npm's cache: some 15 s.
  beforeAll(async () => {
    image = await replayImage(PROJECT)
  })
  afterEach(() => {
    for (const container of containers.splice(0)) container.kill()
  })
  afterAll(() => image?.remove())

  test('has the project without its tests, tools, dev dependencies and other machines', async () => {
    expect((await readdir(image.workdir)).sort()).toEqual(
      'LICENSE machines node_modules package.json prompts server storage'.split(' '),
    )
    const forDevelopment = Object.keys(lock.packages).filter((path) => lock.packages[path]!.dev)
    expect(forDevelopment).toContain('node_modules/vitest')
    expect(forDevelopment.filter((path) => existsSync(join(image.workdir, path)))).toEqual([])
    expect(await readdir(join(image.workdir, 'node_modules/better-sqlite3/prebuilds'))).toEqual([
      'linux-x64.node',
    ])
  })

  test('adds less than 75 MB to Node and Debian', () => {
    const files = globSync('**/*', { cwd: image.root, exclude: ['usr/**'], withFileTypes: true })
    const bytes = files
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
    expect(bytes / 1e6).toBeLessThan(75)
    expect(bytes / 1e6).toBeGreaterThan(40)
  })

  test('lacks nothing that its dependencies load', async () => {
    const names = JSON.stringify(Object.keys(project.dependencies))
    expect(await node(`for (const name of ${names}) await import(name)`)).toBe('')
  })

  test('runs as somebody who cannot change it', async () => {
    expect(image.user).toBe('node')
    if (process.getuid?.() !== 0) return
    const script = `import { writeFileSync } from 'node:fs'
      try { writeFileSync('server/main.ts', '') } catch (error) { console.log(error.code, process.getuid()) }`
    expect(await node(script)).toBe('EACCES 1000')
  })

  test('starts from the compile cache that it came with', async () => {
    const cached = () => globSync('**/*', { cwd: image.env.NODE_COMPILE_CACHE! }).length
    const before = cached()
    const container = await start()
    await container.stop()
    // What only a real start loads; with a cache that is not found it is more than before.
    expect(cached() - before).toBeLessThan(before / 4)
  })

  test('answers its health check, calls and the pages of its API', async () => {
    const container = await start()
    expect(await container.checkHealth()).toBe(0)
    expect(await (await fetch(`${container.url}/readyz`)).json()).toEqual({ status: 'ready' })
    const phone = phoneOf(container)
    expect((await phone.ring({ from: STRANGER })).state).toBe('listening')
    const headers = { authorization: `Bearer ${PRODUCTION.ADMIN_API_KEY}` }
    const page = await fetch(`${container.url}/docs`, { headers })
    const assets = [...(await page.text()).matchAll(/(?:src|href)="(\/?[^":]+\.(?:js|css))"/g)]
    expect(assets.length).toBeGreaterThan(0)
    for (const [, asset] of assets) {
      const url = new URL(asset!, `${container.url}/docs`)
      expect((await fetch(url, { headers })).status).toBe(200)
    }
  })

  test('fails its health check when nobody answers', async () => {
    const container = await start()
    await container.stop()
    expect(await container.checkHealth()).toBe(1)
  })

  test('finishes the turn that is under way at SIGTERM, then ends with exit code 0', async () => {
    await using model = await startScriptedModel(() =>
      answers(['{TRANSFER}', ' I am', ' putting you', ' through.'], { firstTokenMs: 400 }),
    )
    const container = await start({
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'scripted',
    })
    const caller = await phoneOf(container).ring({ from: STRANGER })
    const speaking = caller.say('the barn is on fire')
    await expect.poll(() => model.requests.length).toBe(1)
    const code = await container.stop()
    await speaking
    expect(caller.state).toBe('dialing')
    expect(code).toBe(0)
    expect(container.output()).toContain('"stopping"')
  })
})

function phoneOf(container: Container) {
  return createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: (url, init) => fetch(container.url + new URL(url).pathname + new URL(url).search, init),
  })
}
