/** When a call is over, also where nobody tells that it has ended. */
import { expect, test } from 'vitest'
import { createConcierge, STRANGER, verdict } from '../support/concierge.ts'

const GOODBYE = '2026-11-27T10:00:00.000Z'
const LATER = '2026-11-27T10:00:07.000Z'

async function partedFrom() {
  let at = GOODBYE
  const { phone, call } = await createConcierge({
    screener: () => verdict('end', 'Good day.'),
    now: () => new Date(at),
    // Where none is set up, nobody tells that a call has ended.
    phone: { statusCallback: false },
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('solar')
  at = LATER
  return { caller, endTime: async () => (await call(caller.callSid)).end_time }
}

test('a call whose caller was said goodbye to is over with that', async () => {
  const { endTime } = await partedFrom()
  expect(await endTime()).toBe(GOODBYE)
})

test('what is still heard of its caller then does not make it longer', async () => {
  const { caller, endTime } = await partedFrom()
  await caller.post('/twilio/ai-response', { SpeechResult: 'wait' })
  expect(await endTime()).toBe(GOODBYE)
})

test('the provider knows better when the line was gone', async () => {
  const { caller, endTime } = await partedFrom()
  await caller.post('/twilio/status', { CallStatus: 'completed', CallDuration: '20' })
  expect(await endTime()).toBe(LATER)
})
