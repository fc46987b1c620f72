/** Whether a server starts without a key: only where its settings know of this machine alone. */
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { readSettings } from '../../server/cli/command/settings.ts'
import { SETTINGS } from '../support/concierge.ts'
import { problemsOf } from './problems-of.ts'

const { ADMIN_API_KEY, ...WITHOUT } = SETTINGS

describe('Without a key', () => {
  test.each<Record<string, string>>([
    WITHOUT,
    { TWILIO_AUTH_TOKEN: SETTINGS.TWILIO_AUTH_TOKEN },
    { BASE_URL: 'https://concierge.example.com' },
    { BASE_URL: 'http://192.168.1.20:8000' },
    { BASE_URL: 'http://10.0.0.7' },
    { BASE_URL: 'http://[fd00::7]:8000' },
    { BASE_URL: 'http://[fe80::1]' },
    { BASE_URL: 'http://[::]:8000' },
    { BASE_URL: 'http://[::ffff:192.168.1.20]' },
    { BASE_URL: 'http://0.0.0.0:8000' },
    { BASE_URL: 'http://concierge.local' },
    { BASE_URL: 'http://concierge:8000' },
    { BASE_URL: 'http://localhost.example.com' },
    { BASE_URL: 'http://127.0.0.1.example.com' },
    { BASE_URL: 'http://127.0.0.1@concierge.example.com' },
    { CORS_ORIGINS: 'https://console.example.com' },
    { CORS_ORIGINS: 'http://localhost:3000,https://console.example.com' },
    { ...WITHOUT, ADMIN_API_KEY: ' ' },
    { ...WITHOUT, ADMIN_API_KEY: '""' },
  ])('%j is refused, and told what to do', (settings) => {
    const problems = problemsOf(settings).filter((problem) => problem.startsWith('ADMIN_API_KEY: '))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(settings.ADMIN_API_KEY === '""' ? /./ : /openssl rand -hex 32/)
  })

  test.each<Record<string, string>>([
    {},
    { PORT: '9000', FLOW: 'after-hours', OWNER_NAME: 'Robin', REAL_PHONE_NUMBER: '+14155550100' },
    { BASE_URL: 'http://localhost:8000' },
    { BASE_URL: 'http://127.0.0.1:8000' },
    { BASE_URL: 'http://127.8.9.10' },
    { BASE_URL: 'http://[::1]:8000' },
    { BASE_URL: 'http://[::ffff:127.0.0.1]:8000' },
    { CORS_ORIGINS: 'http://localhost:3000' },
    { HOST: '0.0.0.0' },
    { HOST: '::' },
  ])('%j starts, and listens on this machine alone', (settings) => {
    expect(readConfig(settings)).toMatchObject({ host: '127.0.0.1', adminKeys: [] })
  })

  test('a command is not held up: it lets nobody in', () => {
    expect(readSettings(WITHOUT).adminKeys).toEqual([])
  })
})

test('with a key each of these starts', () => {
  expect(readConfig({ ...WITHOUT, ADMIN_API_KEY }).adminKeys).toEqual([ADMIN_API_KEY])
  expect(readConfig({ ADMIN_API_KEY, BASE_URL: 'http://localhost:8000' }).isDemo).toBe(true)
})

test('without Twilio’s token an address that others reach is refused: whatever came would be a call', () => {
  const problems = (settings: Record<string, string>) => problemsOf({ ADMIN_API_KEY, ...settings })
  for (const BASE_URL of ['https://concierge.example.com', 'http://192.168.1.20'])
    expect(problems({ BASE_URL })).toEqual([
      expect.stringMatching(/^TWILIO_AUTH_TOKEN: is missing, and with BASE_URL set/),
    ])
  const { BASE_URL, TWILIO_AUTH_TOKEN } = SETTINGS
  expect(readConfig({ ADMIN_API_KEY, BASE_URL, TWILIO_AUTH_TOKEN }).isDemo).toBe(true)
})
