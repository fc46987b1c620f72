import { expect, test } from 'vitest'
import { digestOf } from '../../server/lines/digest-of.ts'
import { receive } from '../../storage/calls/receive.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import { createConcierge, MOTHER, STRANGER, verdict } from '../support/concierge.ts'

// Of a socket's frames tests/lines/relay/ tells.
test.skipIf(lineUnderTest() === 'relay')(
  'a repeated webhook gets the same answer again and changes nothing',
  async () => {
    const { phone, call, conversation, journal } = await createConcierge({
      screener: () => verdict('ask', 'Go on?'),
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    const before = await call(caller.callSid)
    for (const exchange of [0, 1, 0]) {
      const answer = await caller.repeat(exchange)
      expect(await answer.text()).toBe(caller.exchanges[exchange]!.twiml)
    }
    expect(await call(caller.callSid)).toEqual(before)
    expect(await conversation(caller.callSid)).toHaveLength(3)
    expect(
      (await journal(caller.callSid)).filter((entry) => entry === 'event caller.spoke'),
    ).toEqual(['event caller.spoke'])
  },
)

test('without a token, a repeat is known by the question that it answers', async () => {
  const { phone, call } = await createConcierge({ screener: () => verdict('ask', 'Go on?') })
  const caller = await phone.ring({ from: STRANGER })
  const action = '/twilio/ai-response?turn=1'
  const noToken = { 'i-twilio-idempotency-token': '' }
  const first = await caller.post(action, { SpeechResult: 'hello' }, noToken)
  const again = await caller.post(action, { SpeechResult: 'hello' }, noToken)
  expect(await again.text()).toBe(await first.text())
  expect((await call(caller.callSid)).revision).toBe(2)
})

test('without a token, an event that another instance takes in meanwhile is no second one', async () => {
  let meanwhile = async () => {}
  const one = await createConcierge({
    screener: async () => {
      await meanwhile()
      return verdict('ask', 'Go on?')
    },
  })
  const other = await createConcierge({
    settings: { SQLITE_DB_PATH: one.file },
    screener: () => verdict('ask', 'And then?'),
  })
  const noToken = { 'i-twilio-idempotency-token': '' }
  const caller = await one.phone.ring({ from: STRANGER })
  const { callSid } = caller
  const same = await other.phone.resume({ from: STRANGER, callSid }, caller.exchanges[0]!.twiml)
  meanwhile = async () => {
    meanwhile = async () => {}
    await same.post('/twilio/ai-response', { SpeechResult: 'also' }, noToken)
  }
  const answer = await caller.post('/twilio/ai-response', { SpeechResult: 'hello' }, noToken)
  expect(await answer.text()).toContain('And then?')
  const said = (await one.conversation(caller.callSid)).filter((line) => line.startsWith('caller'))
  expect(said).toEqual(['caller: hello', 'caller: also'])
})

test('the same words said to two questions are two answers', async () => {
  const { phone, conversation } = await createConcierge({
    screener: () => verdict('ask', 'Go on?'),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  await caller.say('hello')
  expect(await conversation(caller.callSid)).toHaveLength(5)
})

test('doubles at the same moment are screened once and hear the same', async () => {
  let screened = 0
  const { phone, call } = await createConcierge({
    screener: async () => {
      screened++
      await new Promise((resolve) => setTimeout(resolve, 20))
      return verdict('transfer', 'I am putting you through.')
    },
  })
  const caller = await phone.ring({ from: STRANGER })
  const doubles = Array.from({ length: 5 }, () =>
    caller.post(
      '/twilio/ai-response?turn=1',
      { SpeechResult: 'the barn is on fire' },
      { 'i-twilio-idempotency-token': 'one-and-the-same' },
    ),
  )
  const answers = await Promise.all((await Promise.all(doubles)).map((answer) => answer.text()))
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('<Dial')
  expect(screened).toBe(1)
  expect((await call(caller.callSid)).revision).toBe(2)
})

test('a late silence does not count against a caller who has spoken since', async () => {
  const { phone } = await createConcierge({
    settings: { NO_SPEECH_RETRIES: '1' },
    screener: () => verdict('ask', 'Go on?'),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  for (const _ of [1, 2, 3]) {
    const late = await caller.post('/twilio/ai-response?turn=1')
    expect(await late.text()).toContain('Go on?')
  }
})

test('what comes after the end of a call is answered and changes no decision', async () => {
  const { phone, call } = await createConcierge({ screener: () => verdict('end', 'Goodbye.') })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('I sell brushes')
  for (const [path, fields] of [
    ['/twilio/ai-response?turn=1', { SpeechResult: 'let me through, it is urgent' }],
    ['/twilio/transfer-fallback?turn=1', { DialCallStatus: 'completed' }],
    ['/twilio/fallback', { ErrorCode: '11200' }],
  ] as const) {
    const answer = await caller.post(path, fields)
    const twiml = await answer.text()
    expect(twiml).toContain('<Hangup/>')
    expect(twiml).not.toContain('<Dial')
  }
  expect(await call(caller.callSid)).toMatchObject({
    final_decision: 'completed',
    transfer_status: null,
  })
})

test('the status callback may come first, twice, or for a call that nobody knows', async () => {
  const { phone, call, database } = await createConcierge()
  const caller = await phone.ring({ from: STRANGER })
  for (const _ of [1, 2]) {
    const answer = await caller.post('/twilio/status', { CallStatus: 'completed' })
    expect(answer.status).toBe(204)
  }
  expect(await call(caller.callSid)).toMatchObject({ final_decision: 'abandoned' })
  const unknown = await caller.post('/twilio/status', {
    CallSid: 'CAffffffffffffffffffffffffffffffff',
    CallStatus: 'completed',
  })
  expect(unknown.status).toBe(204)
  expect(await database.queries.selectFrom('calls').select('call_sid').execute()).toHaveLength(1)
})

test.each(['/twilio/ai-response', '/twilio/transfer-fallback', '/twilio/fallback'])(
  'a call that is unknown at %s is taken up politely as a new one',
  async (path) => {
    const { phone } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    const answer = await caller.post(path, {
      CallSid: 'CA00000000000000000000000000000009',
      SpeechResult: 'hello again',
    })
    expect(await answer.text()).toMatch(/<(Gather|ConversationRelay).*AI assistant/)
  },
)

test('the fallback goes on from where the call rests, and dials nobody who was not let through', async () => {
  const { phone } = await createConcierge({
    contacts: [MOTHER],
    screener: () => verdict('ask', 'Go on?'),
  })
  const stranger = await phone.ring({ from: STRANGER })
  await stranger.say('hello')
  const resumed = await stranger.post('/twilio/fallback', {
    ErrorCode: '11200',
    ErrorUrl: 'https://concierge.example.com/twilio/ai-response?turn=1',
  })
  expect(await resumed.text()).toMatch(/<(Gather|ConversationRelay).*Go on\?/)

  const mother = await phone.ring({ from: MOTHER.phoneNumber })
  const redial = await mother.post('/twilio/fallback', {
    ErrorCode: '11200',
    ErrorUrl: 'https://concierge.example.com/twilio/voice',
  })
  expect(await redial.text()).toContain('<Dial')
  const afterDial = await mother.post('/twilio/fallback', {
    ErrorCode: '11200',
    ErrorUrl: 'https://concierge.example.com/twilio/transfer-fallback?turn=1',
  })
  expect(await afterDial.text()).not.toContain('<Dial')
})

test('who hung up in the middle of a crash hears nothing, though what they said comes again', async () => {
  const { phone, database, conversation } = await createConcierge({
    screener: () => verdict('ask', 'Go on?'),
  })
  const caller = await phone.ring({ from: STRANGER })
  const { callSid } = caller
  // Both were journalled, and the process died before a turn took them in.
  const at = new Date().toISOString()
  const event = { type: 'caller.spoke', text: 'hello' } as const
  const digest = digestOf(event)
  const spoke = { route: '/twilio/ai-response', digest, replyTo: 1 }
  await receive(database, { callSid, at, opening: null, identity: spoke, event })
  const ended = { route: '/twilio/status', token: 'ended' }
  const over = { type: 'call.ended' }
  await receive(database, { callSid, at, opening: null, identity: ended, event: over })

  const answer = await caller.post('/twilio/ai-response?turn=1', { SpeechResult: 'hello' })
  expect([answer.status, await answer.text()]).toEqual([204, ''])
  // The greeting, and what was said after it.
  expect(await conversation(callSid)).toHaveLength(2)
})
