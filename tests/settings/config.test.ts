import { expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { SETTINGS } from '../support/concierge.ts'
import { problemsOf } from './problems-of.ts'

test('nothing set is a demo: this machine only, and a number that nobody has', () => {
  expect(readConfig({})).toMatchObject({
    isDemo: true,
    isProduction: false,
    host: '127.0.0.1',
    port: 8000,
    sqlitePath: 'calls.db',
    ownerNumber: '+14155550100',
    limits: { maxTurns: 3, noSpeechRetries: 2, messages: 'missed' },
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
  ['MESSAGES', 'yes', 'write missed'],
  ['DIAL_TIMEOUT_SECONDS', '4', 'from 5 to 600'],
  ['BASE_URL', 'https://concierge.example.com/twilio/voice', 'without a webhook'],
  ['BASE_URL', 'https://concierge.example.com/?a=b', 'question mark'],
  ['HOST', 'http://0.0.0.0', 'without http://'],
  ['HOST', '0.0.0.0:8000', 'that is PORT'],
  ['HOST', '300.1.2.3', 'address to listen on'],
  ['SQLITE_DB_PATH', '~/calls.db', 'in full'],
  ['NODE_ENV', 'prod', 'write production'],
  ['FLOW', 'concirge', 'known are'],
  ['VOICE_LINE', 'stream', 'write gather'],
  ['VOICE_LINES', '+14155550123=stream', 'gather or relay'],
  ['VOICE_LINES', '555-0123=relay', 'in full'],
  ['VOICE_LINES', '+14155550123=relay,+14155550123=gather', 'there twice'],
  ['LANGUAGE', 'English', 'language tag'],
  ['LANGUAGE', 'xx-YY', 'neither hears nor speaks'],
  ['LANGUAGE', 'en-UK', 'write en-GB'],
  ['LANGUAGE', 'de', 'write de-DE'],
  ['VOICE', 'Polly.Nobody', 'no voice'],
  ['VOICE', 'Polly.Joanna-Generativ', 'no voice'],
  ['VOICE', 'Joanna', 'Polly.Joanna'],
  ['VOICE', 'Google.en-US-Standard-Z', 'no voice'],
  ['VOICE', 'Polly.Vicki-Neural', 'does not speak en-US'],
  ['USE_AZURE_SQL', 'on', 'true or false'],
  ['RETENTION_DAYS', '30d', 'whole number'],
  ['SCREENING_DEADLINE_MS', '6s', 'whole number'],
  ['LOG_LEVEL', 'loud', 'choose one of'],
  ['LOG_PII', 'yes', 'true or false'],
  ['SPECULATE', '1', 'true or false'],
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

test.each([
  ['FLOWS', '+14155550100=after-hours'],
  ['LANGUAGES', '+1 415 555 0100=es-ES'],
  ['VOICE_LINES', '+14155550100=relay'],
  ['HOURS', '+14155550100 mon-fri 09:00-18:00=concierge; else=after-hours'],
])('an own phone that stands in %s as called would go round in circles', (name, value) => {
  const where = `stands in ${name} as a number of your own that we answer, so nobody would ever ring`
  expect(problemsOf({ REAL_PHONE_NUMBER: '+14155550100', [name]: value })).toEqual([
    expect.stringContaining(`REAL_PHONE_NUMBER: ${where}`),
  ])
  const LINES = JSON.stringify([
    { number: '+12125550142' },
    { number: '+12125550143', phone: '+14155550100' },
  ])
  expect(problemsOf({ LINES, [name]: value })).toEqual([
    expect.stringContaining(`LINES: line 2: phone: ${where}`),
  ])
  expect(problemsOf({ REAL_PHONE_NUMBER: '+14155550101', [name]: value })).toEqual([])
})

test('the own phone is not the Twilio number, however the two are written: nobody would ever ring', () => {
  const numbers = { TWILIO_PHONE_NUMBER: '+1 (415) 555-0100', REAL_PHONE_NUMBER: '+14155550100' }
  expect(problemsOf(numbers)).toEqual([
    expect.stringMatching(/^REAL_PHONE_NUMBER: .*give the number of your own phone/),
  ])
})

test('whoever gives a connection string and does not turn Azure SQL on is told where the calls are kept', () => {
  const AZURE_SQL_CONNECTION_STRING = 'Server=db.example.com;Password=secret'
  const { azureSql, warnings } = readConfig({ AZURE_SQL_CONNECTION_STRING })
  expect(azureSql).toBeNull()
  expect(warnings).toEqual([
    {
      setting: 'AZURE_SQL_CONNECTION_STRING',
      warning: 'is not used, and calls are kept in calls.db: set USE_AZURE_SQL=true',
    },
  ])
  expect(readConfig({ AZURE_SQL_CONNECTION_STRING, USE_AZURE_SQL: 'true' }).warnings).toEqual([])
})

test('without a model nothing is begun ahead, and whoever wishes for it is told so', () => {
  const model = { OPENAI_MODEL: 'small', OPENAI_API_KEY: 'model-key' }
  expect(readConfig({}).speculate).toBe(false)
  expect(readConfig({ SPECULATE: 'true', ...model })).toMatchObject({
    speculate: true,
    warnings: [],
  })
  expect(readConfig({ SPECULATE: 'true' }).warnings).toEqual([
    { setting: 'SPECULATE', warning: expect.stringContaining('they answer at once') },
  ])
})

test('every mistake is told at once, and no value is echoed', () => {
  const problems = problemsOf({ PORT: 'x', MAX_TURNS: 'y', REAL_PHONE_NUMBER: 'secret' })
  expect(problems).toHaveLength(3)
  expect(problems.join()).not.toContain('secret')
})

test('no mistake hides another: flows, languages, voices and zones are told with the rest', () => {
  const problems = problemsOf({
    PORT: 'x',
    FLOW: 'nope',
    FLOWS: '+14155550123=neither',
    LANGUAGE: 'xx-YY',
    VOICE: 'Polly.Nobody',
    TZ: 'Mars/Olympus',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector',
    INSPECT: 'true',
    NODE_ENV: 'production',
  })
  for (const name of ['PORT', 'FLOW', 'FLOWS', 'LANGUAGE', 'VOICE', 'TZ', 'INSPECT', 'BASE_URL'])
    expect(problems).toContainEqual(expect.stringMatching(`^${name}: `))
  expect(problems).toContainEqual(expect.stringMatching(/^OTEL_EXPORTER_OTLP_ENDPOINT: /))
})

test.each([
  ['"8100"', 8100],
  ["'8100'", 8100],
  ['`8100`', 8100],
  ['"8100" # the port', 8100],
])('PORT=%s, as docker --env-file hands it over, is taken as it was meant', (PORT, port) => {
  expect(readConfig({ PORT }).port).toBe(port)
})

test.each([
  ['"Robin', 'not closed'],
  ['“Robin”', 'quote'],
  ['Robin # me', 'comment'],
  ['Robin\nAlex', 'line break'],
])('OWNER_NAME=%s is not spoken but refused', (OWNER_NAME, hint) => {
  expect(problemsOf({ OWNER_NAME })).toEqual([expect.stringContaining(hint)])
})

test('a name may begin or end with an apostrophe, a password hold a #', () => {
  for (const OWNER_NAME of ['’t Hooft', "Robin's", "O'Neill"])
    expect(readConfig({ OWNER_NAME }).ownerName).toBe(OWNER_NAME)
  const AZURE_SQL_CONNECTION_STRING = 'Server=db.example.com;Password=a #b'
  expect(readConfig({ AZURE_SQL_CONNECTION_STRING, USE_AZURE_SQL: 'true' }).azureSql).toBe(
    AZURE_SQL_CONNECTION_STRING,
  )
})

test.each([
  ['ADMIN_API_KEYS', 'ADMIN_API_KEY'],
  ['TWILIO_AUTH_TOKN', 'TWILIO_AUTH_TOKEN'],
  ['REAL_PHONE_NUMEBR', 'REAL_PHONE_NUMBER'],
  ['time_zone', 'TIME_ZONE'],
  ['TIMEZONE', 'TIME_ZONE'],
  ['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_KEY'],
  ['OTEL_TRACE_EXPORTER', 'OTEL_TRACES_EXPORTER'],
])('%s is told of as %s misspelt', (name, meant) => {
  expect(readConfig({ [name]: 'x' }).misspelt).toEqual({ [name]: meant })
  expect(problemsOf({ [name]: 'x', PORT: 'x' })).toContainEqual(
    `${name}: is no setting; is ${meant} meant?`,
  )
})

test('what other programs are told by the environment is none of our business', () => {
  const others = ['HOME', 'PATH', 'POST', 'SORT', 'HOSTNAME', 'LANG', 'LC_ALL', 'USER', 'VOICES']
  expect(readConfig(Object.fromEntries(others.map((name) => [name, 'x']))).misspelt).toEqual({})
})

test.each([
  ['en-us', 'en-US'],
  ['en_US', 'en-US'],
  ['de_DE.UTF-8', 'de-DE'],
  ['de_DE:en', 'de-DE'],
  ['PT-br', 'pt-BR'],
])('LANGUAGE=%s is %s', (LANGUAGE, language) => {
  expect(readConfig({ LANGUAGE }).language).toBe(language)
})

test.each([
  ['en-GB', []],
  ['de-DE', []],
  ['it-IT', []],
  [
    'sv-SE',
    [
      'no fixed sentences in Swedish',
      'understand English, Spanish, German, French, Portuguese, Italian, Dutch only',
    ],
  ],
  ['de-AT', ['rather write de-DE']],
  ['es-AR', ['rather write es-ES']],
])('LANGUAGE=%s starts and is told of: %o', (LANGUAGE, hints) => {
  const { warnings } = readConfig({ LANGUAGE })
  expect(warnings).toEqual(
    hints.map((hint) => ({ setting: 'LANGUAGE', warning: expect.stringContaining(hint) })),
  )
})

test('PORT and INSPECT_PORT are two', () => {
  expect(problemsOf({ INSPECT: 'true', PORT: '8080' })).toEqual([
    expect.stringMatching(/^INSPECT_PORT: /),
  ])
})

test.each(['Production', 'PRODUCTION'])('NODE_ENV=%s is production', (NODE_ENV) => {
  expect(problemsOf({ NODE_ENV }).join()).toContain('production needs it')
})

test('numbers are read as people write them, blanks around values do not matter', () => {
  const config = readConfig({ REAL_PHONE_NUMBER: ' +1 (415) 555-0100 ', PORT: ' 9000 ', HOST: ' ' })
  expect(config).toMatchObject({ ownerNumber: '+14155550100', port: 9000 })
})

test('each language has a natural voice of its own, and the one that is chosen is kept', () => {
  expect(readConfig({}).voice).toBe('Polly.Joanna-Neural')
  expect(readConfig({ LANGUAGE: 'de-DE' }).voice).toBe('Polly.Vicki-Neural')
  expect(readConfig({ LANGUAGE: 'sv-SE' }).voice).toBe('Polly.Elin-Neural')
  expect(readConfig({ LANGUAGE: 'vi-VN' }).voice).toBe('Google.vi-VN-Chirp3-HD-Achernar')
  // Twilio has none but plain ones.
  expect(readConfig({ LANGUAGE: 'bg-BG' }).voice).toBeNull()
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
