/** What Twilio's parameters tell of a call, and what they do not. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  readArrival,
  readDialOutcome,
  readFallback,
  readHandOff,
  readSocketEnd,
  readSpeech,
  readStatus,
} from '../../../server/lines/twilio/events.ts'

const CALL = 'CA00000000000000000000000000000001'

test('a plus that nobody has escaped is a plus, in every number of a call', () => {
  const form = {
    CallSid: 'CA1',
    From: ' 14155550111',
    To: ' 12125550142',
    ForwardedFrom: ' 14155550100',
  }
  expect(readArrival(form)).toMatchObject({
    caller: '+14155550111',
    called: '+12125550142',
    forwardedFrom: '+14155550100',
  })
  expect(readArrival({ ...form, From: 'sip:ada 1@example.com' }).from).toBe('sip:ada 1@example.com')
})

test('of a call that comes without its fields nothing is made up', () => {
  expect(readArrival({})).toEqual({
    callSid: '',
    from: '',
    caller: null,
    withheld: true,
    called: '',
    forwardedFrom: null,
    attestation: 'none',
  })
})

test.each([
  [{ SpeechResult: 'It is me' }, { type: 'caller.spoke', text: 'It is me' }],
  [{ SpeechResult: ' ' }, { type: 'caller.silent' }],
  [{ SpeechResult: '' }, { type: 'caller.silent' }],
  [{}, { type: 'caller.silent' }],
])('of a question that brought %j: %j', (form, event) => {
  expect(readSpeech(form)).toEqual(event)
})

test.each([
  ['completed', undefined, 'completed'],
  ['completed', 'true', 'completed'],
  ['answered', 'true', 'completed'],
  ['completed', 'false', 'no-answer'],
  ['answered', 'false', 'no-answer'],
  ['busy', 'false', 'busy'],
  ['no-answer', undefined, 'no-answer'],
  ['canceled', undefined, 'canceled'],
  ['failed', undefined, 'failed'],
  ['something-new', undefined, 'failed'],
  ['', undefined, 'failed'],
  [undefined, undefined, 'failed'],
])('a dial that is %s, bridged %s, has %s', (DialCallStatus, DialBridged, outcome) => {
  expect(readDialOutcome({ DialCallStatus, DialBridged })).toEqual({ type: 'dial.ended', outcome })
})

test.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])(
  'a call that is %s is over, whatever tells of it',
  (CallStatus) => {
    expect(readStatus({ CallStatus })).toEqual({ type: 'call.ended' })
    expect(readSocketEnd({ CallStatus, SessionStatus: 'ended' })).toEqual({ type: 'call.ended' })
  },
)

test.each(['queued', 'ringing', 'in-progress', 'something-new', '', undefined])(
  'one that is %s is not',
  (CallStatus) => {
    expect(readStatus({ CallStatus })).toBeNull()
  },
)

test('a socket that ended wants what comes next, one that broke has lost its answer', () => {
  const going = { CallStatus: 'in-progress' }
  expect(readSocketEnd({ ...going, SessionStatus: 'ended' })).toEqual({ type: 'hold.ended' })
  for (const SessionStatus of ['failed', 'completed', '', undefined])
    expect(readSocketEnd({ ...going, SessionStatus })).toEqual({ type: 'answer.lost' })
})

const handed = (data: unknown, SessionStatus = 'ended') =>
  readHandOff({
    CallSid: CALL,
    SessionStatus,
    HandoffData: typeof data === 'string' ? data : JSON.stringify(data),
  })

test('what a socket hands over says how far it came: of this call only, and only where it is a number', () => {
  expect(handed({ call: CALL, revision: 7 })).toBe(7)
  expect(handed({ call: CALL, revision: 1, more: 'x' })).toBe(1)
  expect(handed({ call: CALL, revision: 7 }, 'failed')).toBeNull()
  expect(handed({ call: CALL, revision: 7 }, '')).toBeNull()
  expect(handed({ call: 'CA00000000000000000000000000000002', revision: 7 })).toBeNull()
  for (const revision of [0, -1, 1.5, '7', null, undefined, [7], {}])
    expect(handed({ call: CALL, revision })).toBeNull()
  for (const odd of ['', '{', 'null', '[]', '"x"', '7', 'true']) expect(handed(odd)).toBeNull()
  expect(readHandOff({ CallSid: CALL, SessionStatus: 'ended' })).toBeNull()
})

test('what is handed over is bounded before it is read', () => {
  const withLength = (length: number) => {
    const data = JSON.stringify({ call: CALL, revision: 7 })
    return handed(data.padEnd(length))
  }
  expect(withLength(1_000)).toBe(7)
  expect(withLength(1_001)).toBeNull()
})

test('whatever is handed over, a revision is a whole number above zero or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (HandoffData) => {
      const revision = readHandOff({ CallSid: CALL, SessionStatus: 'ended', HandoffData })
      expect(revision === null || (Number.isInteger(revision) && revision > 0)).toBe(true)
    }),
  )
})

test.each([
  ['https://calls.example.com/desk/twilio/transfer-fallback?turn=3', 'dial.ended'],
  ['https://calls.example.com/twilio/ai-response', 'answer.lost'],
  ['', 'answer.lost'],
  [undefined, 'answer.lost'],
])('where Twilio could not use the answer of %s: %s', (ErrorUrl, type) => {
  expect(readFallback({ ErrorUrl, DialCallStatus: 'busy' })).toMatchObject({ type })
})
