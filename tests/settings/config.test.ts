import { expect, test } from 'vitest'
import { readConfig, type ConfigError } from '../../server/settings/config.ts'
import { SETTINGS } from '../support/concierge.ts'

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    return (error as ConfigError).problems
  }
  return []
}

test('nothing set is a demo: this machine only, and a number that nobody has', () => {
  expect(readConfig({})).toMatchObject({
    isDemo: true,
    isProduction: false,
    host: '127.0.0.1',
    port: 8000,
    sqlitePath: 'calls.db',
    ownerNumber: '+14155550100',
    limits: { maxTurns: 3, noSpeechRetries: 2 },
    dialTimeoutSeconds: 20,
    language: 'en-US',
  })
})

test('a demo cannot be opened to the world by HOST', () => {
  expect(readConfig({ HOST: '0.0.0.0' }).host).toBe('127.0.0.1')
})

test('with all that real calls need it listens everywhere, or where HOST says', () => {
  expect(readConfig(SETTINGS)).toMatchObject({ isDemo: false, host: '0.0.0.0' })
  expect(readConfig({ ...SETTINGS, HOST: '::1' }).host).toBe('::1')
})

test.each<Record<string, string>>([{ NODE_ENV: 'production' }, { WEBSITE_SITE_NAME: 'concierge' }])(
  'production (%o) names every missing setting at once',
  (env) => {
    const problems = problemsOf(env).join('\n')
    for (const name of ['TWILIO_AUTH_TOKEN', 'REAL_PHONE_NUMBER', 'BASE_URL', 'ADMIN_API_KEY'])
      expect(problems).toContain(name)
    const ADMIN_API_KEY = 'a-key-that-only-the-owner-has'
    expect(readConfig({ ...SETTINGS, ADMIN_API_KEY, ...env }).isProduction).toBe(true)
  },
)

test.each([
  ['PORT', '80000', 'whole number from 0 to 65535'],
  ['PORT', 'http', 'whole number'],
  ['BASE_URL', 'concierge.example.com', 'public address'],
  ['REAL_PHONE_NUMBER', '555-0100', 'in full'],
  ['TWILIO_PHONE_NUMBER', 'my phone', 'in full'],
  ['TWILIO_ACCOUNT_SID', 'SK00000000000000000000000000000000', 'begins with AC'],
  ['MAX_TURNS', '0', 'from 1 to 20'],
  ['NO_SPEECH_RETRIES', '-1', 'from 0 to 10'],
  ['DIAL_TIMEOUT_SECONDS', '4', 'from 5 to 600'],
  ['LANGUAGE', 'English', 'language tag'],
  ['LOG_LEVEL', 'loud', 'choose one of'],
  ['LOG_PII', 'yes', 'true or false'],
  ['ADMIN_API_KEY', 'a-key-that-only-the-owner-has,short', 'at least 16 characters'],
  ['DEFAULT_COUNTRY', 'USA', 'two letters'],
  ['DEFAULT_COUNTRY', 'XX', 'no telephone numbers'],
  ['CORS_ORIGINS', 'https://a.example.com/console', 'without a path'],
  ['RETENTION_DAYS', '0', 'from 1 to'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'address of a collector'],
])('%s=%s is refused with a word on what to write', (name, value, hint) => {
  const [problem] = problemsOf({ [name]: value })
  expect(problem).toContain(name)
  expect(problem).toContain(hint)
})

test('every mistake is told at once, and no value is echoed', () => {
  const problems = problemsOf({ PORT: 'x', MAX_TURNS: 'y', REAL_PHONE_NUMBER: 'secret' })
  expect(problems).toHaveLength(3)
  expect(problems.join()).not.toContain('secret')
})

test('numbers are read as people write them, blanks around values do not matter', () => {
  const config = readConfig({ REAL_PHONE_NUMBER: ' +1 (415) 555-0100 ', PORT: ' 9000 ', HOST: ' ' })
  expect(config).toMatchObject({ ownerNumber: '+14155550100', port: 9000 })
})

test('an English voice is not forced on other languages', () => {
  expect(readConfig({}).voice).toBe('Polly.Joanna-Neural')
  expect(readConfig({ LANGUAGE: 'de-DE' }).voice).toBeNull()
  expect(readConfig({ LANGUAGE: 'de-DE', VOICE: 'Polly.Vicki-Neural' }).voice).toBe(
    'Polly.Vicki-Neural',
  )
})

test('production is reached by https only', () => {
  const env = { ...SETTINGS, ADMIN_API_KEY: 'a-key-that-only-the-owner-has' }
  const BASE_URL = 'HTTP://concierge.example.com'
  expect(problemsOf({ ...env, BASE_URL })).toEqual([])
  const [problem] = problemsOf({ ...env, BASE_URL, NODE_ENV: 'production' })
  expect(problem).toMatch(/^BASE_URL: .*https/)
})

test('Azure SQL needs its connection string, and without USE_AZURE_SQL is left alone', () => {
  const AZURE_SQL_CONNECTION_STRING = 'Server=db.example.com;Database=calls'
  expect(readConfig({ AZURE_SQL_CONNECTION_STRING }).azureSql).toBeNull()
  expect(readConfig({ AZURE_SQL_CONNECTION_STRING, USE_AZURE_SQL: 'True' }).azureSql).toBe(
    AZURE_SQL_CONNECTION_STRING,
  )
  const [problem] = problemsOf({ USE_AZURE_SQL: 'true' })
  expect(problem).toMatch(/^AZURE_SQL_CONNECTION_STRING: is missing/)
})

test.each(['concierge', 'http://concierge.vault.azure.net'])('KEY_VAULT_URL=%s is none', (url) => {
  const [problem] = problemsOf({ KEY_VAULT_URL: url })
  expect(problem).toMatch(/^KEY_VAULT_URL: /)
})
