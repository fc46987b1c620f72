import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SETTING_NAMES } from '../../server/settings/names.ts'
import { readOtel } from '../../server/settings/otel.ts'
import { createWatched } from '../watch/watched.ts'
import { STRANGER } from '../support/concierge.ts'
import { readDockerfile } from './dockerfile.ts'

const PROJECT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8')
const files = globSync('deploy/*.bicep', { cwd: PROJECT })
const template = files.map(read).join('\n')

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name!)
}

// Whether Azure takes it, only Azure can tell; these hold what would go wrong without an error.
describe('the template', () => {
  test('uses every file that is there', () => {
    const used = found(template, /^module \w+ '([\w-]+\.bicep)'/gm).map((name) => `deploy/${name}`)
    expect(used.sort()).toEqual(files.filter((file) => file !== 'deploy/main.bicep').sort())
  })

  test('is given each of its parameters, each from a variable that deploy.sh passes on', () => {
    const given = read('deploy/main.bicepparam')
    const main = read('deploy/main.bicep')
    expect(found(given, /^param (\w+)/gm).sort()).toEqual(found(main, /^param (\w+)/gm).sort())
    const [passed] = /for name in (LOCATION[^;]+);/.exec(read('deploy.sh'))!.slice(1)
    const names = new Set([...passed!.split(/[\s\\]+/), 'IMAGE'])
    const variables = found(given, /readEnvironmentVariable\('(\w+)'/g)
    expect(variables.filter((name) => !names.has(name))).toEqual([])
    expect([...names].filter((name) => !variables.includes(name))).toEqual([])
  })

  test('has the defaults that deploy.sh tells of', () => {
    const given = read('deploy/main.bicepparam')
    const usage = read('deploy.sh').split('HELP')[1]!
    const names = 'INSTANCES PLAN_SKU DATABASE_SKU MODEL_NAME MODEL_VERSION MODEL_SKU'
    for (const name of names.split(' ')) {
      const [, value] = new RegExp(`'${name}', '(.+?)'`).exec(given)!
      expect(usage.replace(/\s+/g, ' ')).toContain(`${name} (${value})`)
    }
  })

  test('keeps secrets in the vault under the names that the server looks for', () => {
    const names = found(
      read('deploy/vault.bicep').split('var names')[1]!.split('\n')[0]!,
      /'(.+?)'/g,
    )
    expect(names).toContain('TWILIO-AUTH-TOKEN')
    for (const name of names) {
      expect(read('server/settings/secrets/secrets.ts')).toContain(`'${name.replaceAll('-', '_')}'`)
      expect(read('deploy/main.bicep')).toContain(`'${name}': `)
    }
    const secret = found(read('deploy/main.bicep'), /@secure\(\)\nparam (\w+)/g)
    expect(secret).toHaveLength(names.length)
  })

  test('sets nothing that the server does not know', () => {
    const main = read('deploy/main.bicep').split('settings: union(settings, {')[1]!.split('})')[0]!
    const given = read('deploy/main.bicepparam').split('param settings = {')[1]!.split('}')[0]!
    const names = found(`${main}${given}`, /^\s+([A-Z_]+):/gm)
    expect(names).toContain('BASE_URL')
    const known = new Set<string>([...SETTING_NAMES, ...readOtel({}).names])
    expect(names.filter((name) => !known.has(name))).toEqual([])
  })

  test('knows the server: its port, its health, and how long it takes to stop', () => {
    const app = read('deploy/app.bicep')
    const { stages } = readDockerfile(read('Dockerfile'))
    expect(stages.at(-1)!.steps).toContainEqual({ does: 'env', name: 'PORT', value: '8000' })
    expect(app).toContain("  PORT: '8000'")
    expect(app).toContain("WEBSITES_PORT: '8000'")
    expect(app).toContain("healthCheckPath: '/readyz'")
    expect(read('deploy/alerts.bicep')).toContain('${appUrl}/readyz')
    expect(read('server/watch/health.ts')).toContain("'/readyz'")
    const [limit] = found(app, /WEBSITES_CONTAINER_STOP_TIME_LIMIT: '(\d+)'/g)
    expect(Number(limit)).toBeGreaterThan(10)
  })

  test('opens no door but that of the app, and hands out no password', () => {
    for (const line of [
      'httpsOnly: true',
      'alwaysOn: true',
      'acrUseManagedIdentityCreds: true',
      'adminUserEnabled: false',
      'azureADOnlyAuthentication: true',
      'disableLocalAuth: true',
      "defaultAction: 'Deny'",
    ])
      expect(template).toContain(line)
    expect(template).not.toMatch(/firewallRules|administratorLoginPassword|listKeys|ipRules/)
  })

  test('has the model work on what callers say in its region, unless somebody chooses otherwise', () => {
    expect(read('deploy/main.bicep')).toContain("param modelSku string = 'Standard'")
    expect(read('deploy/main.bicepparam')).toContain("'MODEL_SKU', 'Standard')")
    expect(read('deploy/main.bicep')).toContain('deploymentSku: modelSku')
    expect(read('deploy/model.bicep')).toContain('sku: { name: deploymentSku,')
    expect(read('deploy.sh')).toContain(`contains(model.skus[].name, '$MODEL_SKU')`)
  })

  test('lets the app of a database with an administrator do nothing but work on rows', () => {
    const statements = read('deploy/database-role.sql').replace(/^--.*$/gm, '')
    expect(found(statements, /\bgrant (.+?) on\b/g)).toEqual(['select, insert, update, delete'])
    expect(found(statements, /alter role (\S+) add member/g)).toEqual(['concierge_app'])
    expect(statements).not.toMatch(/db_\w+|control|with grant|execute as/)
  })

  test('alerts ask for what the log has', async () => {
    const watched = await createWatched({ settings: { LOG_LEVEL: 'info' } })
    await watched.phone.ring({ from: STRANGER })
    const turn = watched.lines().find(({ msg }) => msg === 'turn')
    expect(turn).toMatchObject({ level: 30, latency_ms: expect.any(Number) as number })
    const alerts = read('deploy/alerts.bicep')
    expect(found(alerts, /line\.(\w+)/g)).toEqual(['level', 'msg', 'latency_ms'])
    expect(alerts).toContain('line.msg == "turn"')
  })
})

describe('what is built with', () => {
  test('is the base image of one digest, in the version of Node that is tested with', () => {
    const { stages } = readDockerfile(read('Dockerfile'))
    const names = new Set(['scratch', ...stages.map(({ name }) => name)])
    const bases = stages.map(({ base }) => base).filter((base) => !names.has(base))
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: { node: string }
    }
    expect(bases).toEqual([
      expect.stringMatching(
        new RegExp(`^node:${devDependencies.node.slice(1)}-bookworm-slim@sha256:[0-9a-f]{64}$`),
      ),
    ])
  })

  test('is tini in one version', () => {
    expect(read('Dockerfile')).toMatch(/apt-get install [^&]* tini=0\.19\.0-\S+ /)
  })

  test('is every action by its commit, every image of the checks by its digest', () => {
    const workflows = globSync('.github/workflows/*.yml', { cwd: PROJECT }).map(read).join('\n')
    const actions = found(workflows, /\buses: (.+)$/gm)
    expect(actions.length).toBeGreaterThan(4)
    for (const action of actions)
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    for (const image of found(workflows, /(\bmcr\.microsoft\.com\S+)/g))
      expect(image).toMatch(/@sha256:[0-9a-f]{64}$/)
    // One that nothing moves on grows old.
    for (const ecosystem of ['docker', 'github-actions'])
      expect(read('.github/dependabot.yml')).toContain(`package-ecosystem: ${ecosystem}`)
  })
})
