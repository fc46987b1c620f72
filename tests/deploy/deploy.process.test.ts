import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deploy, FIRST, type Deployment } from './stand-ins.ts'

const { RESOURCE_GROUP, LOCATION, ALERT_EMAIL, ...SECRETS } = FIRST
const LATER = { RESOURCE_GROUP, LOCATION, ALERT_EMAIL }
const DEPLOYED_BEFORE = { 'az group exists': 'true', 'az keyvault list': 'kv-abc' }

/** What is not just looked up. */
function changes({ asked }: Deployment): string[] {
  return asked
    .filter((line) => !/ (show|exists|list|info|rev-parse|status|what-if)\b/.test(line))
    .map((line) => line.split(' ').slice(0, 3).join(' '))
}

describe('deploy.sh', () => {
  test('in an empty subscription makes everything, in an order that works', async () => {
    const deployment = await deploy()
    expect(deployment.output).toContain('Ready')
    expect(deployment.code).toBe(0)
    const curl = deployment.asked.find((line) => line.startsWith('curl'))
    expect(changes(deployment)).toEqual([
      'az group create',
      'az deployment group',
      'docker build --platform',
      'az acr login',
      'docker push conciergeabc.azurecr.io/voice-concierge:0123456789ab',
      'az deployment group',
      'curl --silent --output',
      'curl --silent --output',
      'curl --silent --output',
    ])
    expect(curl).toContain('https://concierge-abc.azurewebsites.net/readyz')
  })

  test('builds for the processors of App Service, and deploys what it has pushed', async () => {
    const { asked, deployed } = await deploy()
    const image = 'conciergeabc.azurecr.io/voice-concierge:0123456789ab'
    expect(asked).toContain(`docker build --platform linux/amd64 --tag ${image} .`)
    expect(asked).toContain(`docker push ${image}`)
    expect(deployed.IMAGE).toBe(image)
  })

  test('puts no secret on a command line or the screen', async () => {
    const { asked, output, deployed } = await deploy()
    expect(deployed).toMatchObject(SECRETS)
    for (const secret of Object.values(SECRETS))
      expect(`${asked.join('\n')}${output}`).not.toContain(secret)
  })

  test('prints the addresses for Twilio', async () => {
    const { output } = await deploy()
    for (const path of ['voice', 'fallback', 'status'])
      expect(output).toContain(`https://concierge-abc.azurewebsites.net/twilio/${path}\n`)
  })

  test('run again makes no group and asks for no secret that the vault has', async () => {
    const deployment = await deploy([], { variables: LATER, answers: DEPLOYED_BEFORE })
    expect(deployment.code).toBe(0)
    expect(changes(deployment)).not.toContain('az group create')
    expect(changes(deployment)).not.toContain('az webapp restart')
    expect(changes(deployment).filter((change) => change === 'az deployment group')).toHaveLength(2)
    expect(Object.keys(deployment.deployed)).not.toContain('TWILIO_AUTH_TOKEN')
  })

  test('restarts the server for a secret that has changed, once the vault has it', async () => {
    const variables = { ...LATER, ADMIN_API_KEY: 'the-new-key-of-the-owner' }
    const answers = { ...DEPLOYED_BEFORE, 'az deployment group show': 'concierge-abc' }
    const { asked, deployed } = await deploy([], { variables, answers })
    const restart = asked.indexOf('az webapp restart --resource-group phone --name concierge-abc')
    expect(asked[restart - 2]).toContain('deploy/main.bicepparam')
    expect(asked[restart + 1]).toContain('/readyz')
    expect(deployed.ADMIN_API_KEY).toBe('the-new-key-of-the-owner')
  })

  test('asks for the secrets where a first deployment did not come as far as the vault', async () => {
    const deployment = await deploy([], {
      variables: LATER,
      answers: { 'az group exists': 'true', 'az keyvault list': '' },
    })
    expect(deployment.code).toBe(1)
    expect(deployment.output).toContain('TWILIO_AUTH_TOKEN: is missing')
    expect(changes(deployment)).toEqual([])
  })

  test('takes an empty variable for one that is not set', async () => {
    const { code, deployed } = await deploy([], {
      variables: { ...FIRST, INSTANCES: '', MODEL_NAME: '', BASE_URL: '' },
    })
    expect(code).toBe(0)
    expect(Object.keys(deployed)).not.toContain('INSTANCES')
    expect(Object.keys(deployed)).not.toContain('BASE_URL')
    expect(deployed.MODEL_NAME).toBe('gpt-4.1-mini')
  })

  test('names an image that differs from its commit after the time, too', async () => {
    const { deployed } = await deploy([], { answers: { 'git status': ' M server/main.ts' } })
    expect(deployed.IMAGE).toMatch(/voice-concierge:0123456789ab-\d{14}$/)
  })

  test('--image deploys what is in the registry, without Docker', async () => {
    const deployment = await deploy(['--image', 'abc'], {
      variables: LATER,
      answers: DEPLOYED_BEFORE,
      tools: ['az', 'curl'],
    })
    expect(deployment.code).toBe(0)
    expect(deployment.deployed.IMAGE).toBe('conciergeabc.azurecr.io/voice-concierge:abc')
  })
})

describe('deploy.sh --what-if', () => {
  test('shows what would change, and changes nothing', async () => {
    const deployment = await deploy(['--what-if'], { answers: DEPLOYED_BEFORE })
    expect(deployment.code).toBe(0)
    expect(deployment.asked.at(-1)).toBe(
      'az deployment group what-if --resource-group phone --parameters deploy/main.bicepparam',
    )
    expect(deployment.deployed.IMAGE).toContain('conciergeabc.azurecr.io/voice-concierge:')
    expect(changes(deployment)).toEqual([])
  })

  test('in an empty subscription says so', async () => {
    const deployment = await deploy(['--what-if'], { tools: ['az', 'git'] })
    expect(deployment.code).toBe(0)
    expect(deployment.output).toContain('Nothing is there yet')
    expect(changes(deployment)).toEqual([])
  })
})

describe('before it begins, deploy.sh tells', () => {
  test('all tools and variables that are missing, at once', async () => {
    const deployment = await deploy([], { variables: {}, tools: ['az'] })
    expect(deployment.code).toBe(1)
    for (const name of ['docker', 'git', 'curl', 'RESOURCE_GROUP', 'LOCATION', 'ALERT_EMAIL'])
      expect(deployment.output).toContain(`${name}: is`)
    expect(deployment.asked).toEqual([])
  })

  test.each([
    ['ALERT_EMAIL', 'owner'],
    ['REAL_PHONE_NUMBER', '415-555-0100'],
    ['TWILIO_PHONE_NUMBER', '0012125550142'],
    ['TWILIO_ACCOUNT_SID', 'SK0'],
    ['ADMIN_API_KEY', 'short'],
    ['BASE_URL', 'http://concierge.example.com'],
    ['INSTANCES', 'two'],
    ['DEPLOY_MODEL', 'yes'],
    ['MODEL_SKU', 'standard'],
    ['IMAGE_TAG', 'a tag'],
  ])('what is wrong with %s=%s', async (name, value) => {
    const deployment = await deploy([], { variables: { ...FIRST, [name]: value } })
    expect(deployment.code).toBe(1)
    expect(deployment.output).toContain(`${name}: `)
    expect(deployment.output).not.toContain(value)
    expect(deployment.asked).toEqual([])
  })

  test.each([
    ['that nobody is logged in', 'az account show --output', 'az login'],
    ['that Docker does not run', 'docker info', 'start it'],
  ])('%s', async (_, command, advice) => {
    const deployment = await deploy([], { answers: { [command]: 1 } })
    expect(deployment.code).toBe(1)
    expect(deployment.output).toContain(advice)
    expect(changes(deployment)).toEqual([])
  })

  test('that the model is not to be had there', async () => {
    const answers = { 'az cognitiveservices model list': '0' }
    const deployment = await deploy([], { answers })
    expect(deployment.code).toBe(1)
    expect(deployment.output).toContain('gpt-4.1-mini 2025-04-14 is not to be had in westeurope')
    expect(changes(deployment)).toEqual([])
    const variables = { ...FIRST, DEPLOY_MODEL: 'false' }
    expect((await deploy([], { answers, variables })).code).toBe(0)
  })

  test('that it does not know an option', async () => {
    const deployment = await deploy(['--whatif'])
    expect(deployment.code).toBe(1)
    expect(deployment.output).toContain('--help')
    expect(deployment.asked).toEqual([])
  })
})

describe('deploy.sh ends without success', () => {
  test.each([
    'az group create',
    'az deployment group create --resource-group phone --name registry-first',
    'docker build',
    'az acr login',
    'docker push',
    'az deployment group create --resource-group phone --name concierge',
  ])('and goes no further when %s fails', async (command) => {
    const deployment = await deploy([], { answers: { [command]: 3 } })
    expect(deployment.code).toBe(3)
    expect(deployment.asked.at(-1)).toContain(command)
    expect(deployment.output).not.toContain('Ready')
  })

  test('when the server does not become ready, and says where to look', async () => {
    const variables = { ...FIRST, READY_TIMEOUT: '1', READY_PAUSE: '0.2' }
    const deployment = await deploy([], { variables, answers: { curl: '503' } })
    expect(deployment.code).toBe(1)
    expect(deployment.output).toContain('its last answer: 503')
    expect(deployment.output).toContain('docs/deployment.md')
  })
})

const shellcheck = spawnSync('shellcheck', ['deploy.sh', '.ci/run'], {
  cwd: join(import.meta.dirname, '../..'),
  encoding: 'utf8',
})

test.skipIf(shellcheck.error !== undefined && !process.env.CI)(
  'shellcheck has no objection',
  () => {
    expect(shellcheck.error).toBeUndefined()
    expect(shellcheck.stdout).toBe('')
    expect(shellcheck.status).toBe(0)
  },
)

describe('deploy/database-role.sh', () => {
  const about = {
    script: join(import.meta.dirname, '../../deploy/database-role.sh'),
    variables: { RESOURCE_GROUP: 'phone', MY_ADDRESS: '192.0.2.1' },
    tools: ['az', 'sqlcmd', 'npm'],
    answers: {
      'az deployment group show --resource-group phone --name concierge --query properties.outputs.databaseServer':
        'concierge-abc.database.windows.net',
      'az deployment group show --resource-group phone --name concierge --query properties.outputs.appName':
        'concierge-abc',
    },
  }
  const doors = (asked: string[]) =>
    asked.flatMap(
      (line) => /firewall-rule (create|delete) .*--name (\S+)/.exec(line)?.slice(1) ?? [],
    )

  test('makes the tables, then the role of the app, and shuts the door behind it', async () => {
    const { code, asked, output } = await deploy([], about)
    expect({ code, output }).toMatchObject({ code: 0 })
    const [created, rule, deleted, same] = doors(asked)
    expect([created, deleted, same]).toEqual(['create', 'delete', rule])
    const tools = asked.map((line) => line.split(' ', 1)[0])
    expect(tools).toEqual(['az', 'az', 'az', 'npm', 'sqlcmd', 'az'])
    expect(asked.find((line) => line.startsWith('npm'))).toContain('migrate')
    expect(asked.find((line) => line.startsWith('sqlcmd'))).toMatch(
      /-S concierge-abc\.database\.windows\.net .*app=concierge-abc -i deploy\/database-role\.sql$/,
    )
  })

  test.each([
    ['the tables cannot be made', 'npm', 'sqlcmd'],
    ['the role cannot be made', 'sqlcmd', ''],
  ])('shuts the door too where %s', async (_, failing, unasked) => {
    const answers = { ...about.answers, [failing]: 1 }
    const { code, asked } = await deploy([], { ...about, answers })
    expect(code).toBe(1)
    expect(doors(asked)).toContain('delete')
    expect(asked.filter((line) => unasked && line.startsWith(unasked))).toEqual([])
  })

  test.each([
    ['RESOURCE_GROUP', { MY_ADDRESS: '192.0.2.1' }],
    ['MY_ADDRESS', { RESOURCE_GROUP: 'phone', MY_ADDRESS: '0.0.0.0/0' }],
  ])('opens nothing without a good %s', async (name, variables) => {
    const { code, asked, output } = await deploy([], { ...about, variables })
    expect({ code, asked }).toEqual({ code: 1, asked: [] })
    expect(output).toContain(`${name}: `)
  })
})
