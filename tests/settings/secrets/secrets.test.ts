import { Writable } from 'node:stream'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { VaultAccess } from '../../../server/settings/secrets/key-vault.ts'
import { readSecrets } from '../../../server/settings/secrets/secrets.ts'
import { startServer } from '../../../server/serve.ts'
import { AUTH_TOKEN, OWNER, SETTINGS, temporaryFile } from '../../support/concierge.ts'
import { ENDLESS, NEVER, startKeyVault, type Refusal } from '../../support/key-vault.ts'
import { PATIENCE_MS } from '../../support/patience.ts'

const KEY = 'correct-horse-battery-staple'

describe('a secret that the vault has', () => {
  test('is read under the name of the earlier system, and wins over the environment', async () => {
    const vault = await startKeyVault((name) => `${name} of the vault`)
    const env = { KEY_VAULT_URL: `${vault.url}/`, TWILIO_AUTH_TOKEN: 'of yesterday', PORT: '9000' }
    const secrets = await readSecrets(env, vault.access())
    expect(vault.asked.toSorted()).toEqual([
      'ADMIN-API-KEY',
      'AZURE-OPENAI-DEPLOYMENT',
      'AZURE-OPENAI-ENDPOINT',
      'AZURE-OPENAI-KEY',
      'AZURE-SQL-CONNECTION-STRING',
      'BACKUP-PASSPHRASE',
      'CARDDAV-PASSWORD',
      'CARDDAV-URL',
      'CARDDAV-USER',
      'NTFY-TOKEN',
      'NTFY-URL',
      'PHONEBLOCK-KEY',
      'REAL-PHONE-NUMBER',
      'SMTP-URL',
      'TWILIO-ACCOUNT-SID',
      'TWILIO-AUTH-TOKEN',
      'TWILIO-PHONE-NUMBER',
      'WEBHOOK-SECRET',
    ])
    expect(secrets.env).toMatchObject({
      TWILIO_AUTH_TOKEN: 'TWILIO-AUTH-TOKEN of the vault',
      AZURE_SQL_CONNECTION_STRING: 'AZURE-SQL-CONNECTION-STRING of the vault',
      PORT: '9000',
    })
    expect(new Set(Object.values(secrets.sources))).toEqual(new Set(['key vault']))
    expect(secrets.unread).toEqual({})
    expect(env.TWILIO_AUTH_TOKEN).toBe('of yesterday')
  })

  test('is asked for side by side with the others', async () => {
    // Whoever waits for one before asking for the next is never answered.
    const vault = await startKeyVault(() => 'a secret', 18)
    const { sources } = await readSecrets({ KEY_VAULT_URL: vault.url }, vault.access())
    expect(Object.values(sources)).toEqual(Array(18).fill('key vault'))
  })
})

test.each([
  ['lacks', null],
  ['has, but empty,', ' '],
])('what the vault %s comes from the environment', async (_, answer) => {
  const vault = await startKeyVault((name) => (name === 'ADMIN-API-KEY' ? KEY : answer))
  const env = { KEY_VAULT_URL: vault.url, REAL_PHONE_NUMBER: OWNER, ADMIN_API_KEY: ' ' }
  const secrets = await readSecrets(env, vault.access())
  expect(secrets.env).toEqual({ ...env, ADMIN_API_KEY: KEY })
  expect(secrets.sources).toEqual({ ADMIN_API_KEY: 'key vault', REAL_PHONE_NUMBER: 'environment' })
  expect(secrets.unread).toEqual({})
})

describe('a vault that does not tell', () => {
  test.each<[string, Refusal, RegExp]>([
    [
      'forbids it',
      { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByRbac' },
      /forbids it.*grant .* "Key Vault Secrets User"/,
    ],
    [
      'lets nobody through its firewall',
      { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByFirewall' },
      /firewall/,
    ],
    [
      'holds it disabled',
      { status: 403, code: 'Forbidden', innerCode: 'SecretDisabled' },
      /enable it/,
    ],
    ['does not know us', { status: 401, code: 'Unauthorized' }, /identity.*tenant/],
    ['is no vault', { status: 404 }, /no key vault \(404\).*KEY_VAULT_URL/],
  ])('and %s is asked once, and what to do is said', async (_, refusal, advice) => {
    const vault = await startKeyVault(() => refusal)
    const { unread } = await readSecrets({ KEY_VAULT_URL: vault.url }, vault.access())
    expect(unread.TWILIO_AUTH_TOKEN).toMatch(advice)
    expect(unread.TWILIO_AUTH_TOKEN).toMatch(/, or set TWILIO_AUTH_TOKEN in the environment$/)
    expect(Object.values(unread).join()).not.toContain('In the words of the vault')
    expect(Object.keys(unread)).toHaveLength(18)
  })

  test('because its answer has no end is left, however long the deadline', async () => {
    const vault = await startKeyVault(() => ENDLESS)
    const { unread } = await readSecrets({ KEY_VAULT_URL: vault.url }, vault.access())
    expect(unread.TWILIO_AUTH_TOKEN).toMatch(/no key vault \(200\)/)
  })

  test.each<[string, Refusal]>([
    ['throttles', { status: 429, code: 'Throttled', retryAfter: 0.05 }],
    ['throttles and does not say for how long', { status: 429, code: 'Throttled' }],
    ['stumbles', { status: 503 }],
  ])('because it %s is asked again', async (_, refusal) => {
    const vault = await startKeyVault((name, times) => (times < 3 ? refusal : name))
    const secrets = await readSecrets({ KEY_VAULT_URL: vault.url }, vault.access())
    expect(secrets.env.TWILIO_AUTH_TOKEN).toBe('TWILIO-AUTH-TOKEN')
    expect(secrets.unread).toEqual({})
  })

  test.each<[string, Refusal | typeof NEVER, RegExp]>([
    ['throttles for longer', { status: 429, code: 'Throttled', retryAfter: 3_600 }, /429/],
    ['stays throttled', { status: 429, code: 'Throttled' }, /429/],
    ['is out of order', { status: 500, code: 'InternalServerError' }, /out of order \(500\)/],
    ['never answers', NEVER, /no answer within [\d.]+ s/],
  ])('because it %s is given up at the deadline', async (_, refusal, reason) => {
    const vault = await startKeyVault((name) => (name === 'ADMIN-API-KEY' ? KEY : refusal))
    const env = { KEY_VAULT_URL: vault.url, TWILIO_AUTH_TOKEN: AUTH_TOKEN }
    await withEnoughTime(async (deadlineMs) => {
      const secrets = await readSecrets(env, vault.access({ deadlineMs }))
      expect(secrets.unread.TWILIO_AUTH_TOKEN).toMatch(reason)
      expect(secrets.env).toEqual({ ...env, ADMIN_API_KEY: KEY })
    })
  })

  test('because nothing listens there is given up at the deadline', async () => {
    const { access } = await startKeyVault(() => null)
    const env = { KEY_VAULT_URL: 'https://127.0.0.1:1' }
    await withEnoughTime(async (deadlineMs) => {
      const { unread } = await readSecrets(env, access({ deadlineMs }))
      expect(unread.ADMIN_API_KEY).toMatch(/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/)
    })
  })

  test('because nobody trusts its certificate is not asked again', async () => {
    const vault = await startKeyVault(() => KEY)
    const access = { ...vault.access(), clientOptions: {} }
    const { unread } = await readSecrets({ KEY_VAULT_URL: vault.url }, access)
    expect(unread.ADMIN_API_KEY).toMatch(/cannot be reached \(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
    expect(vault.asked).toEqual([])
  })

  test('because we have no identity is not waited for', async () => {
    const vault = await startKeyVault(() => KEY)
    const nobody = async () => {
      throw Object.assign(new Error('tried this and that'), { name: 'CredentialUnavailableError' })
    }
    const access = vault.access({ credential: { getToken: nobody } })
    const { unread } = await readSecrets({ KEY_VAULT_URL: vault.url }, access)
    expect(unread.ADMIN_API_KEY).toMatch(/managed identity.*az login/)
  })

  test('because our identity never comes is given up at the deadline', async () => {
    const vault = await startKeyVault(() => KEY)
    const { promise: never } = Promise.withResolvers<never>()
    const access = vault.access({ credential: { getToken: () => never }, deadlineMs: 400 })
    const { unread } = await readSecrets({ KEY_VAULT_URL: vault.url }, access)
    expect(unread.ADMIN_API_KEY).toMatch(/no answer within 0.4 s/)
  })
})

/** A busy machine may use up a short deadline before the vault has said anything: then a longer one is given. */
async function withEnoughTime(tell: (deadlineMs: number) => Promise<void>): Promise<void> {
  let deadlineMs = 200
  await vi.waitFor(() => tell((deadlineMs *= 2)), PATIENCE_MS.event)
}

test.each([undefined, 'concierge.vault.azure.net', 'http://127.0.0.1:1'])(
  'with KEY_VAULT_URL=%s there is no vault to ask',
  async (url) => {
    const env = { ...SETTINGS, ...(url && { KEY_VAULT_URL: url }) }
    const secrets = await readSecrets(env)
    expect(secrets).toMatchObject({ env, vault: null, unread: {} })
    expect(secrets.sources).toEqual({
      ADMIN_API_KEY: 'environment',
      TWILIO_AUTH_TOKEN: 'environment',
      TWILIO_PHONE_NUMBER: 'environment',
      REAL_PHONE_NUMBER: 'environment',
    })
  },
)

describe('a server', () => {
  /** Everything that real calls need, as the vault has it. */
  const IN_THE_VAULT: Record<string, string> = {
    'TWILIO-AUTH-TOKEN': AUTH_TOKEN,
    'REAL-PHONE-NUMBER': OWNER,
    'ADMIN-API-KEY': KEY,
  }
  const IN_THE_ENVIRONMENT = Object.fromEntries(
    Object.entries(IN_THE_VAULT).map(([name, value]) => [name.replaceAll('-', '_'), value]),
  )

  async function start(env: Record<string, string>, vault?: VaultAccess) {
    let log = ''
    const logTo = new Writable({
      write(line: Buffer, _, done) {
        log += line.toString()
        done()
      },
    })
    const file = { SQLITE_DB_PATH: await temporaryFile(), PORT: '0', HOST: '127.0.0.1' }
    const server = await startServer({ ...file, ...env }, { logTo, ...(vault && { vault }) })
    onTestFinished(() => server.stop())
    return { config: server.config, log }
  }

  test('lives on what the vault has, and logs where everything came from but no value', async () => {
    const vault = await startKeyVault((name) => IN_THE_VAULT[name] ?? null)
    const env = {
      NODE_ENV: 'production',
      WEBSITE_SITE_NAME: 'concierge',
      BASE_URL: 'https://concierge.example.com',
      TWILIO_PHONE_NUMBER: '+12125550142',
      KEY_VAULT_URL: vault.url,
    }
    const { config, log } = await start(env, vault.access())
    expect(config).toMatchObject({ authTokens: [AUTH_TOKEN], ownerNumber: OWNER, adminKeys: [KEY] })
    expect(JSON.parse(log.split('\n')[0]!)).toMatchObject({
      msg: 'secrets read',
      vault: vault.host,
      sources: {
        TWILIO_AUTH_TOKEN: 'key vault',
        REAL_PHONE_NUMBER: 'key vault',
        ADMIN_API_KEY: 'key vault',
        TWILIO_PHONE_NUMBER: 'environment',
      },
    })
    for (const value of [AUTH_TOKEN, OWNER, KEY, '+12125550142']) expect(log).not.toContain(value)
  })

  test('goes on with the environment while the vault is throttled, and warns', async () => {
    const vault = await startKeyVault(() => ({ status: 429, code: 'Throttled', retryAfter: 60 }))
    const env = { ...SETTINGS, ...IN_THE_ENVIRONMENT, LOG_LEVEL: 'warn', KEY_VAULT_URL: vault.url }
    const { config, log } = await start(env, vault.access())
    expect(config.isDemo).toBe(false)
    const warning = JSON.parse(log.split('\n')[0]!) as { unread: Record<string, string> }
    expect(warning).toMatchObject({ level: 40, vault: vault.host })
    expect(warning.unread.TWILIO_AUTH_TOKEN).toMatch(/too many requests/)
    expect(log).not.toContain(AUTH_TOKEN)
  })

  test.each<Record<string, string>>([{}, { NODE_ENV: 'production' }])(
    'refuses to start as %o where something needed is in neither, and says what to grant',
    async (more) => {
      const vault = await startKeyVault(() => ({ status: 403, code: 'Forbidden' }))
      const { TWILIO_AUTH_TOKEN: _, ...others } = { ...SETTINGS, ...IN_THE_ENVIRONMENT }
      const started = start({ ...others, KEY_VAULT_URL: vault.url, ...more }, vault.access())
      await expect(started).rejects.toMatchObject({
        name: 'ConfigError',
        problems: [
          expect.stringMatching(
            /^TWILIO_AUTH_TOKEN: .*grant .* "Key Vault Secrets User".*or set TWILIO_AUTH_TOKEN/,
          ),
        ],
      })
    },
  )

  test('refuses to start on a part of the settings of a model or without its database', async () => {
    const vault = await startKeyVault(() => ({ status: 403, code: 'Forbidden' }))
    const env = {
      ...SETTINGS,
      ...IN_THE_ENVIRONMENT,
      USE_AZURE_SQL: 'true',
      AZURE_OPENAI_ENDPOINT: 'https://concierge.openai.azure.com',
      KEY_VAULT_URL: vault.url,
    }
    await expect(start(env, vault.access())).rejects.toMatchObject({
      problems: [
        expect.stringMatching(/^AZURE_SQL_CONNECTION_STRING: .*forbids/),
        expect.stringMatching(/^AZURE_OPENAI_DEPLOYMENT: .*forbids/),
      ],
    })
  })

  test('in App Service without KEY_VAULT_URL says that the environment is all there is', async () => {
    const env = { ...SETTINGS, ...IN_THE_ENVIRONMENT, WEBSITE_SITE_NAME: 'c', LOG_LEVEL: 'info' }
    const { log } = await start(env)
    expect(log).toContain('no KEY_VAULT_URL: secrets from the environment alone')
  })

  test('without a vault has nothing to say of secrets, but names what is not used any more', async () => {
    const legacy = { AZURE_SPEECH_KEY: 'k-1', ACS_CONNECTION_STRING: 'k-2', TTS_VOICE: 'k-3' }
    const { log } = await start({ ...legacy, AZURE_SPEECH_REGION: '' })
    const lines = log.trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, unused: Object.keys(legacy) })
    expect(log).not.toMatch(/k-\d/)
  })
})
