import { describe, expect, test } from 'vitest'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import {
  createConcierge,
  MOTHER,
  OUR_NUMBER,
  OWNER,
  STRANGER,
  verdict,
} from '../../support/concierge.ts'

const speech = speechIn('en-US', '')
const EMERGENCY = 'your daughter fell off the swing at school and we think her arm is broken'
const PITCH = 'we have a special offer on solar panels this month'

describe('a contact', () => {
  test('is put straight through, after one short sentence', async () => {
    const { phone, call, conversation } = await createConcierge({ contacts: [MOTHER] })
    const ringing = await phone.ring({ from: MOTHER.phoneNumber })
    expect(ringing.state).toBe('dialing')
    expect(ringing.heard).toEqual([speech.connectingContact])
    expect(ringing.dialed).toEqual({
      number: OWNER,
      callerId: MOTHER.phoneNumber,
      timeout: 20,
      answerOnBridge: true,
    })
    await ringing.dialEnds('completed')
    expect(ringing.state).toBe('ended')
    expect(await call(ringing.callSid)).toMatchObject({
      caller_id: MOTHER.phoneNumber,
      called: OUR_NUMBER,
      final_decision: 'transferred_exception',
      transfer_status: 'completed',
      end_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
    expect(await conversation(ringing.callSid)).toEqual([`concierge: ${speech.connectingContact}`])
  })

  test('whose number the carrier says is forged is asked like anyone else', async () => {
    const { phone } = await createConcierge({ contacts: [MOTHER] })
    const ringing = await phone.ring({
      from: MOTHER.phoneNumber,
      stirVerstat: 'TN-Validation-Failed-A',
    })
    expect(ringing.state).toBe('listening')
  })
})

describe('anyone else', () => {
  test('hears that this is an AI assistant and is asked for the reason', async () => {
    const { phone } = await createConcierge({ settings: { OWNER_NAME: 'Robin' } })
    const call = await phone.ring({ from: STRANGER })
    expect(call.state).toBe('listening')
    expect(call.heard).toEqual([speechIn('en-US', 'Robin').greeting])
    expect(call.heard[0]).toMatch(/Robin's AI assistant.*calling about/)
  })

  test.each(['anonymous', 'Restricted', '+266696687', '', 'sip:sales@example.com'])(
    'who withholds the number (%s) is greeted too, and dials as our number',
    async (from) => {
      const { phone } = await createConcierge()
      const call = await phone.ring({ from })
      expect(call.state).toBe('listening')
      await call.say(EMERGENCY)
      expect(call.dialed).toMatchObject({ number: OWNER, callerId: OUR_NUMBER })
    },
  )

  test('with something urgent is put through, and every word is kept', async () => {
    const { phone, call, conversation } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(EMERGENCY)
    expect(caller.state).toBe('dialing')
    expect(caller.dialed).toMatchObject({
      number: OWNER,
      callerId: OUR_NUMBER,
      answerOnBridge: false,
    })
    await caller.dialEnds('completed')
    expect(caller.state).toBe('ended')
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred',
      transfer_status: 'completed',
      call_type: expect.any(String),
      flow: 'concierge',
      flow_version: '2',
    })
    expect(await conversation(caller.callSid)).toEqual([
      `concierge: ${speech.greeting}`,
      `caller: ${EMERGENCY}`,
      `concierge: ${speech.connectingUrgent}`,
    ])
  })

  test('with nothing urgent hears a kind answer that suggests a text message', async () => {
    const { phone, call } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(PITCH)
    expect(caller.state).toBe('ended')
    expect(caller.dialed).toBeNull()
    expect(caller.lastHeard.join(' ')).toMatch(/text message/)
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'completed',
      transfer_status: null,
    })
  })

  test('who is hard to understand is asked on, at most MAX_TURNS times', async () => {
    const { phone, call } = await createConcierge({
      settings: { MAX_TURNS: '2' },
      screener: () => verdict('ask', 'What is it about?'),
    })
    const caller = await phone.ring({ from: STRANGER })
    for (const words of ['well', 'it is complicated']) {
      await caller.say(words)
      expect(caller.state).toBe('listening')
      expect(caller.lastHeard).toEqual(['What is it about?'])
    }
    await caller.say('as I said')
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard).toEqual([speech.textInstead])
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'completed' })
  })

  test('is judged by everything said so far, on both sides', async () => {
    const heard: unknown[] = []
    const { phone } = await createConcierge({
      screener: ({ said }) => {
        heard.push(said)
        return heard.length === 1 ? verdict('ask', 'Who is it?') : verdict('end', 'Goodbye.')
      },
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('Hello')
    await caller.say('It is me')
    expect(heard[1]).toEqual([
      { speaker: 'caller', text: 'Hello' },
      { speaker: 'concierge', text: 'Who is it?' },
      { speaker: 'caller', text: 'It is me' },
    ])
  })
})

describe('silence', () => {
  test('is asked again NO_SPEECH_RETRIES times, then the call ends politely', async () => {
    const { phone, call } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    for (const _ of [1, 2]) {
      await caller.silence()
      expect(caller.state).toBe('listening')
      expect(caller.lastHeard).toEqual([speech.notHeard])
    }
    await caller.silence()
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard).toEqual([speech.goodbyeUnheard])
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'ended_no_speech' })
  })

  test('is counted anew once the caller has spoken', async () => {
    const { phone } = await createConcierge({ screener: () => verdict('ask', 'Go on?') })
    const caller = await phone.ring({ from: STRANGER })
    await caller.silence()
    await caller.silence()
    await caller.say('oh, hello')
    await caller.silence()
    await caller.silence()
    expect(caller.state).toBe('listening')
  })
})

describe('the dial', () => {
  test.each(['busy', 'no-answer', 'failed', 'canceled'] as const)(
    'that ends %s is told to the caller, with the hint to text',
    async (outcome) => {
      const { phone, call } = await createConcierge({ contacts: [MOTHER] })
      const caller = await phone.ring({ from: MOTHER.phoneNumber })
      await caller.dialEnds(outcome)
      expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.unreachedOffer] })
      await caller.silence()
      expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.goodbye] })
      expect(await call(caller.callSid)).toMatchObject({
        final_decision: 'transferred_exception',
        transfer_status: outcome,
      })
    },
  )

  test('that a mailbox answered without being bridged reached nobody', async () => {
    const { phone, call } = await createConcierge({ contacts: [MOTHER] })
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('completed', 4, false)
    expect(caller.lastHeard).toEqual([speech.unreachedOffer])
    expect(await call(caller.callSid)).toMatchObject({ transfer_status: 'no-answer' })
  })

  test('that comes back because the owner forwards to us is turned away', async () => {
    const { phone, call } = await createConcierge({ contacts: [MOTHER] })
    const first = await phone.ring({ from: MOTHER.phoneNumber })
    const returning = await phone.ring({ from: MOTHER.phoneNumber, forwardedFrom: OWNER })
    expect(returning.state).toBe('rejected')
    expect(returning.dialed).toBeNull()
    expect((await call(returning.callSid)).end_time).not.toBeNull()
    await first.dialEnds('busy')
    const again = await phone.ring({ from: MOTHER.phoneNumber })
    expect(again.state).toBe('dialing')
  })
})

test('two callers who both withhold their numbers are put through side by side', async () => {
  const { phone } = await createConcierge()
  for (const from of ['anonymous', 'anonymous', '+266696687', '+266696687']) {
    const caller = await phone.ring({ from })
    await caller.say(EMERGENCY)
    expect(caller.state).toBe('dialing')
  }
})

describe('hanging up', () => {
  test('before any decision leaves the call abandoned', async () => {
    const { phone, call } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    await caller.hangUp()
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'abandoned',
      end_time: expect.any(String),
    })
  })

  test('during the dial keeps the decision; the dial is canceled', async () => {
    const { phone, call } = await createConcierge({ contacts: [MOTHER] })
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.post('/twilio/status', { CallStatus: 'completed' })
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'canceled',
      end_time: expect.any(String),
    })
    // The outcome may be told after the end of the call: it is the true one.
    await caller.dialEnds('completed', 40)
    expect(await call(caller.callSid)).toMatchObject({ transfer_status: 'completed' })
  })
})

describe('a fault', () => {
  test('of the screener ends the call politely and never puts it through', async () => {
    const { phone, call, journal } = await createConcierge({
      screener: () => Promise.reject(new Error('the model is down')),
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(EMERGENCY)
    expect(caller.state).toBe('ended')
    expect(caller.dialed).toBeNull()
    expect(caller.lastHeard).toEqual([speech.textInstead])
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'failed' })
    expect(await journal(caller.callSid)).toContain('fault screen')
  })

  test('of the contact list makes a contact a stranger', async () => {
    const { phone, database } = await createConcierge({ contacts: [MOTHER] })
    await database.queries.schema
      .alterTable('exception_phone_numbers')
      .renameTo('mislaid')
      .execute()
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    expect(caller.state).toBe('listening')
  })

  test('of the whole database still lets the caller hear something', async () => {
    const { phone, database } = await createConcierge()
    const caller = await phone.ring({ from: STRANGER })
    await database.queries.schema.dropTable('calls').execute()
    await caller.say(EMERGENCY)
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard).toEqual([speech.textInstead])
    expect(caller.dialed).toBeNull()
  })
})

describe('a screener that takes its time', () => {
  test('lets the caller hear that it takes a moment, and Twilio comes back for the answer', async () => {
    let asked = 0
    const { phone, conversation } = await createConcierge({
      patienceMs: 20,
      // The first time it is asked it never answers; the flow asks anew when Twilio is back.
      screener: () =>
        ++asked === 1 ? new Promise(() => undefined) : verdict('end', 'Please send a text.'),
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('it is about the boat')
    expect(caller.lastHeard).toEqual([speech.moment, 'Please send a text.'])
    expect(caller.state).toBe('ended')
    expect(await conversation(caller.callSid)).toEqual([
      `concierge: ${speech.greeting}`,
      'caller: it is about the boat',
      `concierge: ${speech.moment}`,
      'concierge: Please send a text.',
    ])
  })

  test('for ever is given up after two such moments, and the call ends politely', async () => {
    const { phone, call } = await createConcierge({
      patienceMs: 10,
      screener: () => new Promise(() => undefined),
    })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('it is about the boat')
    expect(caller.lastHeard).toEqual([
      speech.moment,
      speech.moment,
      speech.moment,
      speech.textInstead,
    ])
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'failed' })
  })
})
