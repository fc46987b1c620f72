/** About whom the owner is asked, as the settings and the moment have it: the whole app, and a call that begins. */
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { createConcierge, SETTINGS, STRANGER, verdict } from '../support/concierge.ts'
import { startReceiver } from '../support/receiver.ts'
import { problemsOf } from './problems-of.ts'

async function limitsOf(settings: Record<string, string>, now = new Date('2026-11-26T12:00:00Z')) {
  const { phone, call } = await createConcierge({
    settings,
    screener: () => verdict('ask', 'Who is calling?'),
    now: () => now,
  })
  const { callSid } = await phone.ring({ from: STRANGER })
  const { context } = JSON.parse((await call(callSid)).snapshot!) as { context: { limits: object } }
  return context.limits
}

test('nobody is asked where no question would arrive', async () => {
  expect(await limitsOf({})).toMatchObject({ askOwner: 'never', ownerSeconds: 45 })
})

test.each([
  [{ NTFY_URL: 'http://127.0.0.1:1/topic' }, 'unclear'],
  [{ SMTP_URL: 'smtp://127.0.0.1:1', EMAIL_TO: 'me@example.com' }, 'unclear'],
  [{ NTFY_URL: 'http://127.0.0.1:1/topic', NOTIFY_NTFY: 'urgent' }, 'never'],
  [{ APPRISE_URL: 'http://127.0.0.1:1/notify/key' }, 'never'],
  [{ NTFY_URL: 'http://127.0.0.1:1/topic', ASK_OWNER: 'never' }, 'never'],
  [{ ASK_OWNER: 'all' }, 'all'],
  [{ ASK_OWNER: 'all', QUIET_HOURS: '11:00-13:00' }, 'never'],
  [{ ASK_OWNER: 'all', QUIET_HOURS: '13:00-15:00' }, 'all'],
])('with %j it is %s', async (settings: Record<string, string>, asked) => {
  expect(await limitsOf(settings)).toMatchObject({ askOwner: asked })
})

test('a browser that signs up is asked in from then on', async () => {
  const { phone, call, database } = await createConcierge({
    screener: () => verdict('ask', 'Who is calling?'),
  })
  const row = {
    id: 'a'.repeat(32),
    endpoint: 'https://push.example.com/a',
    p256dh: '',
    auth: '',
    device: 'a phone',
    created_at: '',
    told_at: null,
    failure: null,
  }
  await database.queries.insertInto('push_subscriptions').values(row).execute()
  await expect
    .poll(
      async () => {
        const { callSid } = await phone.ring({ from: STRANGER })
        return (await call(callSid)).snapshot
      },
      { timeout: 20_000, interval: 500 },
    )
    .toContain('"askOwner":"unclear"')
})

test('a call keeps what it began with', async () => {
  const ntfy = await startReceiver()
  let time = Date.parse('2026-11-26T12:59:50Z')
  const { phone } = await createConcierge({
    settings: { NTFY_URL: `${ntfy.url}/owner`, QUIET_HOURS: '13:00-15:00', MAX_TURNS: '1' },
    screener: () => verdict('ask', 'Who is calling?'),
    now: () => new Date(time),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('me')
  time += 60_000
  await caller.say('me')
  expect(caller.lastHeard.join(' ')).toContain('I am asking')
})

test.each([
  [{ ASK_OWNER: 'sometimes' }, 'ASK_OWNER: write unclear'],
  [{ OWNER_SECONDS: '121' }, 'OWNER_SECONDS: give a whole number from 10 to 120'],
  [{ OWNER_SECONDS: '9' }, 'OWNER_SECONDS: give a whole number from 10 to 120'],
])('%j is refused in words', (settings: Record<string, string>, problem) => {
  expect(problemsOf({ ...SETTINGS, ...settings }).join('\n')).toContain(problem)
})

describe('by what calls are acted on from outside', () => {
  const account = { TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}` }
  const known = { accountSid: account.TWILIO_ACCOUNT_SID, authToken: SETTINGS.TWILIO_AUTH_TOKEN }

  test('is by nothing without an account of Twilio', () => {
    expect(readConfig(SETTINGS).callsAccount).toBeNull()
  })

  test('is Twilio’s API with one, or what TWILIO_API_URL names', () => {
    const { callsAccount } = readConfig({ ...SETTINGS, ...account })
    expect(callsAccount).toEqual({ ...known, apiUrl: 'https://api.twilio.com' })
    const other = { ...account, TWILIO_API_URL: 'http://127.0.0.1:8091/' }
    expect(readConfig({ ...SETTINGS, ...other }).callsAccount).toEqual({
      ...known,
      apiUrl: 'http://127.0.0.1:8091',
    })
  })

  test('is the stand-in of this machine while no real call can come, and never Twilio', () => {
    const demo = { ADMIN_API_KEY: SETTINGS.ADMIN_API_KEY }
    expect(readConfig(demo).callsAccount).toMatchObject({ apiUrl: 'http://127.0.0.1:8090' })
    const token = { ...account, TWILIO_AUTH_TOKEN: SETTINGS.TWILIO_AUTH_TOKEN }
    expect(readConfig({ ...demo, ...token }).callsAccount).toEqual({
      ...known,
      apiUrl: 'http://127.0.0.1:8090',
    })
    const named = { ...token, TWILIO_API_URL: 'https://api.twilio.com' }
    expect(readConfig({ ...demo, ...named }).callsAccount).toBeNull()
  })

  test.each(['http://api.twilio.com', 'https://a:b@api.twilio.com', 'api.twilio.com'])(
    'is not %s, where the token would go in the clear, or nowhere',
    (url) => {
      const settings = { ...SETTINGS, ...account, TWILIO_API_URL: url }
      expect(problemsOf(settings)).toEqual([
        'TWILIO_API_URL: give an https address, like https://api.twilio.com',
      ])
    },
  )
})
