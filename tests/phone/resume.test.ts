import { expect, test } from 'vitest'
import { createConcierge, MOTHER, OUR_NUMBER, STRANGER, verdict } from '../support/concierge.ts'

const farewell = () => verdict('end', 'Goodbye.')

test('Another phone goes on with a call from the document it was last answered with', async () => {
  const { phone, call } = await createConcierge({ screener: farewell })
  const first = await phone.ring({ from: STRANGER })
  const { twiml } = first.exchanges.at(-1)!
  const caller = { callSid: first.callSid, from: STRANGER, to: OUR_NUMBER }
  const second = await phone.resume(caller, twiml)
  expect(second).toMatchObject({ state: 'listening', heard: first.heard, exchanges: [] })
  await second.say('solar panels')
  expect(second).toMatchObject({ state: 'ended', lastHeard: ['Goodbye.'] })
  expect((await call(first.callSid)).final_decision).toBe('completed')
})

test('A resumed dial ends, or is hung up on, like any other', async () => {
  const { phone, call } = await createConcierge({ contacts: [MOTHER] })
  const outcomes: unknown[] = []
  for (const end of ['busy', 'hang up'] as const) {
    const first = await phone.ring({ from: MOTHER.phoneNumber })
    const caller = { callSid: first.callSid, from: MOTHER.phoneNumber, to: OUR_NUMBER }
    const second = await phone.resume(caller, first.exchanges.at(-1)!.twiml)
    expect(second.dialed).toEqual(first.dialed)
    // Whoever is not reached is asked for a message.
    if (end === 'busy') await second.dialEnds('busy')
    await second.hangUp()
    const { transfer_status: status, end_time: over } = await call(first.callSid)
    outcomes.push([status, over !== null])
  }
  expect(outcomes).toEqual([
    ['busy', true],
    ['canceled', true],
  ])
})

test('A document that Twilio would refuse is refused here too', async () => {
  const { phone } = await createConcierge()
  const resumed = phone.resume({ callSid: 'CA00' }, '<Response><Sing/></Response>')
  await expect(resumed).rejects.toThrow(/Sing/)
})
