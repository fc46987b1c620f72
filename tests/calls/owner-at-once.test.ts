/** What the owner decides moves the call at once, by an update of it over REST: the phone's stand-in for Twilio's resource. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { createConcierge, OWNER, STRANGER, verdict } from '../support/concierge.ts'
import { createApi, KEY } from '../support/management.ts'
import { startReceiver } from '../support/receiver.ts'
import { startStandIn } from '../support/stand-in.ts'

type Options = NonNullable<Parameters<typeof createConcierge>[0]>

/** Everybody is asked about once; then the owner is. */
async function atOnce({ settings, ...options }: Options = {}) {
  const twilio = await startStandIn()
  const concierge = await createConcierge({
    settings: {
      ...twilio.settings,
      ASK_OWNER: 'unclear',
      MAX_TURNS: '1',
      ...settings,
    },
    screener: () => verdict('ask', 'Who is calling?'),
    ...options,
  })
  twilio.plugIn(concierge.phone)
  const api = await createApi(concierge.app, KEY)
  return {
    ...concierge,
    decide: async (caller: PhoneCall, body: Record<string, string>) =>
      (await api.post(`/conversations/${caller.callSid}/decision`, body)).status,
    waiting: async (from = STRANGER) => {
      const caller = await concierge.phone.ring({ from })
      await caller.say('it is me')
      await caller.say('well, me')
      return caller
    },
  }
}

const paths = (caller: PhoneCall) => caller.exchanges.map(({ path }) => path.replace(/\d+/, 'N'))

test.each(['concierge', 'after-hours'])(
  'in the flow %s a caller who does nothing at all is put through, and hears it ring',
  async (flow) => {
    const { phone, decide } = await atOnce({ settings: { FLOW: flow } })
    const caller = await phone.ring({ from: STRANGER })
    expect(await decide(caller, { choice: 'put_through' })).toBe(200)
    await expect.poll(() => caller.state).toBe('dialing')
    expect(caller.dialed).toMatchObject({ number: OWNER })
    expect(paths(caller)).toEqual(['/twilio/voice', '/twilio/ai-response?held=N'])
  },
)

test('whatever else the owner chooses is heard as soon', async () => {
  const { waiting, decide } = await atOnce()
  // Each from a number of its own: whoever calls again hears another goodbye.
  for (const [from, body, heard, state] of [
    ['+14155550120', { choice: 'say', words: 'One minute' }, 'One minute', 'listening'],
    ['+14155550121', { choice: 'take_a_message' }, 'pass on', 'listening'],
    ['+14155550122', { choice: 'call_back' }, 'call you back', 'ended'],
    ['+14155550124', { choice: 'turn_away' }, 'text', 'ended'],
  ] as const) {
    const caller = await waiting(from)
    const before = caller.heard.length
    expect(await decide(caller, body)).toBe(200)
    await expect.poll(() => caller.heard.slice(before).join(' ')).toContain(heard)
    await expect.poll(() => caller.state).toBe(state)
  }
})

test('what is said while Twilio is being told begins no dial that the update would tear down', async () => {
  const caller: { call?: PhoneCall } = {}
  const asked = Promise.withResolvers<void>()
  const slow = await startReceiver(async ({ body }) => {
    await asked.promise
    // Longer than an answer takes: what is answered before would be obeyed by now.
    await delay(200)
    const url = new URLSearchParams(body).get('Url')!
    void caller.call!.update({ url })
    return 200
  })
  const { waiting, decide, journal } = await atOnce({ settings: { TWILIO_API_URL: slow.url } })
  const call = (caller.call = await waiting())
  expect(await decide(call, { choice: 'put_through' })).toBe(200)
  const said = call.say('it is about the boiler')
  asked.resolve()
  await said
  await expect.poll(() => call.exchanges.at(-1)!.path).toContain('held=')
  await expect.poll(() => call.state).toBe('dialing')
  expect(await journal(call.callSid)).not.toContain('event dial.ended')
})

test('the owner decides as the caller speaks: their phone rings once, and goes on ringing', async () => {
  const { waiting, decide, journal, call } = await atOnce()
  for (let many = 0; many < 10; many++) {
    const caller = await waiting(`+1415555013${many}`)
    const [, status] = await Promise.all([
      caller.say('it is about the boiler'),
      decide(caller, { choice: 'put_through' }),
    ])
    expect(status).toBe(200)
    await expect.poll(() => caller.state).toBe('dialing')
    await expect.poll(() => caller.exchanges.at(-1)!.path).toContain('held=')
    await expect.poll(() => caller.state).toBe('dialing')
    expect(await journal(caller.callSid)).not.toContain('event dial.ended')
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred_owner',
      transfer_status: null,
    })
  }
})

test('of a wish that comes too late Twilio is told nothing', async () => {
  const twilio = await startReceiver()
  const { waiting, decide } = await atOnce({ settings: { TWILIO_API_URL: twilio.url } })
  const of = ({ callSid }: PhoneCall) => twilio.posted.filter(({ path }) => path.includes(callSid))
  const first = await waiting('+14155550120')
  expect(await decide(first, { choice: 'put_through' })).toBe(200)
  expect(await decide(first, { choice: 'turn_away' })).toBe(409)
  const next = await waiting('+14155550121')
  expect(await decide(next, { choice: 'put_through' })).toBe(200)
  await expect.poll(() => of(next)).toHaveLength(1)
  expect(of(first)).toHaveLength(1)
})
