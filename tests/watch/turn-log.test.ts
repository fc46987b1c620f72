import { expect, test } from 'vitest'
import { STRANGER, verdict } from '../support/concierge.ts'
import { createWatched } from './watched.ts'

test('a turn is one line, with all that there is to know of it', async () => {
  const { phone, lines, requestIds } = await createWatched({
    screener: () => ({
      ...verdict('end', 'No, thank you.'),
      kind: 'sales',
      screener: 'azure',
      modelMs: 312.5,
      firstTokenMs: 200.1,
      tried: [{ screener: 'openai', code: 'server_error', status: 500 }],
    }),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('I sell brushes')
  await expect.poll(() => lines().length).toBe(3)
  const [arrived, screened, ended] = lines()
  expect(screened).toEqual({
    level: 30,
    time: expect.any(String),
    request_id: requestIds[1],
    call_sid: caller.callSid,
    route: '/twilio/ai-response',
    event: 'caller.spoke',
    state: 'parted',
    decision: 'completed',
    verdict: 'end',
    kind: 'sales',
    screener: 'azure',
    model_ms: 312.5,
    first_token_ms: 200.1,
    tried: [{ screener: 'openai', code: 'server_error', status: 500 }],
    first_word_ms: expect.any(Number),
    latency_ms: expect.any(Number),
    status: 200,
    msg: 'turn',
  })
  expect(arrived).toMatchObject({ route: '/twilio/voice', state: 'listening.greeting' })
  expect(ended).toMatchObject({ route: '/twilio/status', event: 'call.ended', status: 204 })
})

test('a webhook of a call that nobody knows is told as such', async () => {
  const { phone, lines } = await createWatched()
  const caller = await phone.ring({ from: STRANGER })
  await caller.post('/twilio/status', { CallSid: 'CA1', CallStatus: 'completed' })
  expect(lines().at(-1)).toMatchObject({ msg: 'webhook unknown', call_sid: 'CA1', status: 204 })
})

test('a port that fails is told with the reason, and the call goes on', async () => {
  const { phone, lines, requestIds } = await createWatched({
    screener: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' })),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  const failed = lines().find(({ msg }) => msg === 'port failed')
  expect(failed).toMatchObject({
    call_sid: caller.callSid,
    request_id: requestIds[1],
    port: 'screen',
    err: { type: 'Error', code: 'ECONNRESET' },
  })
})
