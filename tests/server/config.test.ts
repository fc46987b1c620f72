import { expect, test } from 'vitest'
import { readConfig, type ConfigError } from '../../server/config.ts'
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
    for (const name of ['TWILIO_AUTH_TOKEN', 'REAL_PHONE_NUMBER', 'BASE_URL'])
      expect(problems).toContain(name)
    expect(readConfig({ ...SETTINGS, ...env }).isProduction).toBe(true)
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
