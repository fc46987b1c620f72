/** What stands where a secret should, in every setting that holds one. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/settings/config.ts'
import { isPlaceholder } from '../../../server/settings/secrets/placeholder.ts'
import { startServer } from '../../../server/serve.ts'
import { SETTINGS, temporaryFile } from '../../support/concierge.ts'
import { startKeyVault } from '../../support/key-vault.ts'
import { problemsOf } from '../problems-of.ts'

/** Each bare secret, with what it needs beside it. */
const SECRETS: Record<string, Record<string, string>> = {
  ADMIN_API_KEY: {},
  TWILIO_AUTH_TOKEN: {},
  AZURE_OPENAI_KEY: {
    AZURE_OPENAI_ENDPOINT: 'https://concierge.openai.azure.com',
    AZURE_OPENAI_DEPLOYMENT: 'gpt',
  },
  OPENAI_API_KEY: { OPENAI_MODEL: 'gpt' },
  NTFY_TOKEN: { NTFY_URL: 'https://ntfy.example.com/robin' },
  WEBHOOK_SECRET: { WEBHOOK_URL: 'https://home.example.com/hook' },
}
const NAMES = Object.keys(SECRETS)

const NONE = [
  '@Microsoft.KeyVault(SecretUri=https://concierge.vault.azure.net/secrets/ADMIN-API-KEY/)',
  '@Microsoft.KeyVault(VaultName=concierge;SecretName=ADMIN-API-KEY)',
  '@microsoft.keyvault (VaultName=concierge;SecretName=key)',
  '@Microsoft.AppConfiguration(Endpoint=https://c.azconfig.io; Key=key)',
  'secretref:admin-api-key-of-the-app',
  'op://vault/concierge/admin-api-key',
  '<your token of the first page>',
  '[the key of the owner goes here]',
  '{{ .Values.adminApiKey | quote }}',
  '${ADMIN_API_KEY_OF_PRODUCTION}',
  '$ADMIN_API_KEY_OF_PRODUCTION',
  '$(openssl rand -hex 32)',
  '%ADMIN_API_KEY_OF_MINE%',
  '#{AdminApiKeyOfProduction}#',
  '__ADMIN_API_KEY_HERE__',
  '"a-key-that-only-the-owner-knows"',
  "'a-key-that-only-the-owner-knows'",
  '“a-key-that-only-the-owner-knows”',
  '`a-key-that-only-the-owner-knows`',
]

/** Those that a form of its own keeps out of WEBHOOK_SECRET and of an NTFY_TOKEN. */
const PLACEHOLDERS = [
  '…',
  '................',
  '****************',
  '••••••••••••••••',
  'xxxxxxxxxxxxxxxx',
  'XXXXXXXX-XXXX-XXXX',
  'sk-xxxxxxxxxxxxxxxxxxxx',
  '0000000000000000000000000000000000000000',
  'aaaaaaaaaaaaaaaaaaaa',
  'abcabcabcabcabcabcabc',
  'changemechangeme',
  'ChangeMe-ChangeMe!',
  'change-me-please-123',
  'your-admin-api-key-here',
  'YOUR_AUTH_TOKEN_HERE',
  'yourtokengoeshere',
  'my-super-secret-key',
  'supersecretpassword',
  'insert your key here',
  'replace-with-your-key',
  'placeholder-placeholder',
  'example-secret-token',
  'ADMIN_API_KEY ADMIN_API_KEY',
  'openssl rand -hex 32',
  '[object Object][object Object]',
  'undefinedundefined',
  '0123456789abcdef0123456789abcdef',
  'abcdefghijklmnopqrstuvwxyz',
  '12345678901234567890',
  '98765432109876543210',
]

describe.each(NAMES)('%s', (name) => {
  const telling = (value: string) =>
    problemsOf({ ...SETTINGS, ...SECRETS[name], [name]: value }).filter((problem) =>
      problem.startsWith(`${name}: `),
    )

  test.each(name === 'WEBHOOK_SECRET' ? NONE.slice(0, -4) : [...NONE, ...PLACEHOLDERS])(
    '%s is refused by name, and not repeated',
    (value) => {
      const problems = telling(value)
      expect(problems).toHaveLength(1)
      expect(problems.join('')).not.toContain(value)
    },
  )

  test('is a secret where it looks like one', () => {
    const value =
      name === 'WEBHOOK_SECRET' ? `whsec_${'K7gNU3sdo+OL0wNh'.repeat(3)}` : 'K7gNU3sdo-OL0wNhqoVW'
    expect(problemsOf({ ...SETTINGS, ...SECRETS[name], [name]: value })).toEqual([])
  })
})

describe('One among several', () => {
  test.each(['ADMIN_API_KEY', 'TWILIO_AUTH_TOKEN'])('%s is held to the same', (name) => {
    for (const other of [
      'changemechangeme',
      '"K7gNU3sdo-OL0wNhqoVW"',
      '<the next one of them>',
      'short',
    ])
      for (const list of [
        [other, 'K7gNU3sdo-OL0wNhqoVW'],
        ['K7gNU3sdo-OL0wNhqoVW', other],
      ])
        expect(problemsOf({ ...SETTINGS, [name]: list.join(',') })).toEqual([
          expect.stringMatching(`^${name}: `),
        ])
  })
})

describe('A secret inside an address', () => {
  test.each<[string, Record<string, string>]>([
    [
      'SMTP_URL',
      { SMTP_URL: 'smtps://USER:PASSWORD@mail.example.com', EMAIL_TO: 'me@example.com' },
    ],
    [
      'SMTP_URL',
      { SMTP_URL: 'smtps://me:${SMTP_PASSWORD}@mail.example.com', EMAIL_TO: 'me@example.com' },
    ],
    [
      'SMTP_URL',
      { SMTP_URL: 'smtps://me:%3Cpassword%3E@mail.example.com', EMAIL_TO: 'me@example.com' },
    ],
    [
      'SMTP_URL',
      {
        SMTP_URL: '@Microsoft.KeyVault(SecretUri=https://c.vault.azure.net/secrets/S)',
        EMAIL_TO: 'me@example.com',
      },
    ],
    ['NTFY_URL', { NTFY_URL: 'https://ntfy.sh/<topic>' }],
    [
      'NTFY_URL',
      { NTFY_URL: '@Microsoft.KeyVault(SecretUri=https://c.vault.azure.net/secrets/N)' },
    ],
    ['NTFY_URL', { NTFY_URL: 'https://ntfy.sh/a-topic-nobody-guesses' }],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'https://home.example.com/api/webhook/…' }],
    ['APPRISE_URL', { APPRISE_URL: 'http://apprise.local:8000/notify/{KEY}' }],
    [
      'AZURE_SQL_CONNECTION_STRING',
      {
        USE_AZURE_SQL: 'true',
        AZURE_SQL_CONNECTION_STRING:
          'Server=tcp:c.database.windows.net,1433;User ID=c;Password={your_password};',
      },
    ],
    [
      'OTEL_EXPORTER_OTLP_HEADERS',
      { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20<token>' },
    ],
    ['OTEL_EXPORTER_OTLP_HEADERS', { OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=${KEY_OF_COLLECTOR}' }],
  ])('%s: %j is refused by name', (name, settings) => {
    expect(problemsOf({ ...SETTINGS, ...settings })).toContainEqual(
      expect.stringMatching(`^${name}: `),
    )
  })
})

describe('Two of the same', () => {
  test.each<[string, Record<string, string>]>([
    ['TWILIO_AUTH_TOKEN', { TWILIO_AUTH_TOKEN: SETTINGS.ADMIN_API_KEY }],
    [
      'ADMIN_API_KEY',
      {
        ADMIN_API_KEY: 'https://concierge.example.com/',
        BASE_URL: 'https://concierge.example.com/',
      },
    ],
    [
      'ADMIN_API_KEY',
      { ADMIN_API_KEY: 'Robin-of-the-big-house', OWNER_NAME: 'Robin-of-the-big-house' },
    ],
    ['AZURE_OPENAI_KEY', { ...SECRETS.AZURE_OPENAI_KEY, AZURE_OPENAI_KEY: SETTINGS.ADMIN_API_KEY }],
    [
      'SMTP_URL',
      {
        SMTP_URL: `smtps://me:${SETTINGS.ADMIN_API_KEY}@mail.example.com`,
        EMAIL_TO: 'me@example.com',
      },
    ],
    ['TWILIO_AUTH_TOKEN', { TWILIO_AUTH_TOKEN: 'AC0123456789abcdef0123456789abcdef' }],
  ])('%s: %j is refused, naming both', (name, settings) => {
    const problems = problemsOf({ ...SETTINGS, ...settings })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).not.toContain(SETTINGS.ADMIN_API_KEY)
  })

  test('one key that is there twice is one key', () => {
    expect(
      problemsOf({
        ...SETTINGS,
        ADMIN_API_KEY: `${SETTINGS.ADMIN_API_KEY},${SETTINGS.ADMIN_API_KEY}`,
      }),
    ).toEqual([])
  })
})

test('a reference that nobody has resolved is refused in every setting, and not spoken', () => {
  for (const name of [
    'OWNER_NAME',
    'REAL_PHONE_NUMBER',
    'TWILIO_ACCOUNT_SID',
    'BASE_URL',
    'EMAIL_TO',
  ]) {
    const problems = problemsOf({
      ...SETTINGS,
      [name]: '@Microsoft.KeyVault(VaultName=c;SecretName=s)',
    })
    expect(problems[0]).toMatch(new RegExp(`^${name}: .*resolved`))
  }
  expect(problemsOf({ ...SETTINGS, OWNER_NAME: '<your name>' })).toHaveLength(1)
  expect(readConfig({ ...SETTINGS, HOST: '[::1]' }).host).toBe('::1')
})

test('a server of one’s own may be given the key that its documents say', () => {
  for (const OPENAI_API_KEY of ['ollama', 'EMPTY', 'sk-no-key-required', 'x'])
    expect(
      problemsOf({
        ...SETTINGS,
        OPENAI_MODEL: 'm',
        OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
        OPENAI_API_KEY,
      }),
    ).toEqual([])
})

test('what the documents write in the place of a secret is refused, all of it', () => {
  const texts = [
    'README.md',
    '.env.example',
    'docs/settings.md',
    'docs/notices.md',
    'docs/deployment.md',
    'docs/managing.md',
    'docs/models.md',
  ]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const written = [
    ...texts.matchAll(
      /\b(ADMIN_API_KEY|TWILIO_AUTH_TOKEN|AZURE_OPENAI_KEY|OPENAI_API_KEY|NTFY_TOKEN)=([^\s`'"]+)/g,
    ),
  ]
  expect(written.length).toBeGreaterThan(1)
  const taken = written.filter(
    ([, name = '', value = '']) =>
      problemsOf({ ...SETTINGS, ...SECRETS[name], [name]: value }).length === 0,
  )
  expect(taken.map(([whole]) => whole)).toEqual([])
})

describe('Whatever is made at random', () => {
  const bytes = fc
    .uint8Array({ minLength: 16, maxLength: 48 })
    .filter((one) => new Set(one).size > 12)

  test('is a key, in hex, Base64 and Base64 for addresses', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom('hex', 'base64', 'base64url'), (random, form) => {
        const key = Buffer.from(random).toString(form)
        expect(
          problemsOf({ ...SETTINGS, ADMIN_API_KEY: key, TWILIO_AUTH_TOKEN: 'another-token' }),
        ).toEqual([])
      }),
    )
  })

  test('is none between the marks of a template, and none that is repeated', () => {
    const marks = fc.constantFrom(
      ['<', '>'],
      ['${', '}'],
      ['{{', '}}'],
      ['$(', ')'],
      ['"', '"'],
      ["'", "'"],
      ['[', ']'],
    )
    fc.assert(
      fc.property(bytes, marks, (random, [open = '', close = '']) => {
        const name = Buffer.from(random).toString('base64url')
        expect(problemsOf({ ...SETTINGS, ADMIN_API_KEY: `${open}${name}${close}` })).toHaveLength(1)
        expect(isPlaceholder(name.slice(0, 8).repeat(3))).toBe(true)
      }),
    )
  })

  test('is looked at in a time that grows with its length', () => {
    for (const unit of ['a', 'key', 'change me ', '1234-', 'your'])
      expect(isPlaceholder(`${unit.repeat(20_000 / unit.length)}!%`)).toBeTypeOf('boolean')
  })
})

describe('From the key vault', () => {
  test.each([
    '@Microsoft.KeyVault(VaultName=c;SecretName=s)',
    '"K7gNU3sdo-OL0wNhqoVW"',
    'changemechangeme',
    'short',
  ])('%s is refused by name before anybody is let in', async (value) => {
    const vault = await startKeyVault((name) => (name === 'ADMIN-API-KEY' ? value : null))
    const env = { ...SETTINGS, KEY_VAULT_URL: vault.url, SQLITE_DB_PATH: await temporaryFile() }
    await expect(startServer(env, { vault: vault.access() })).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [expect.stringMatching(/^ADMIN_API_KEY: /)],
    })
  })
})
