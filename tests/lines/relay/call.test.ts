/** A call whose words are streamed: what is said over the socket, and what a document says after it. */
import { expect, test } from 'vitest'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createConcierge, MOTHER, OWNER, verdict } from '../../support/concierge.ts'

const speech = speechIn('en-US', '')
const RELAY = { VOICE_LINE: 'relay' }

test('a stranger is heard over the socket, asked on, and told goodbye by a document', async () => {
  const { phone, call, conversation } = await createConcierge({
    settings: RELAY,
    screener: ({ said }) =>
      said.length > 1 ? verdict('end', 'No, thank you.') : verdict('ask', 'What is it about?'),
  })
  const caller = await phone.ring()
  expect(caller.heard).toEqual([speech.greeting])
  expect(caller.exchanges.at(-1)?.twiml).toContain('<ConversationRelay')
  await caller.say('hello there')
  expect(caller.lastHeard).toEqual(['What is it about?'])
  expect(caller.exchanges).toHaveLength(1)
  await caller.say('solar panels')
  expect(caller).toMatchObject({ state: 'ended', lastHeard: ['No, thank you.'] })
  expect(await call(caller.callSid)).toMatchObject({ final_decision: 'completed' })
  expect((await call(caller.callSid)).end_time).not.toBeNull()
  expect(await conversation(caller.callSid)).toEqual([
    `concierge: ${speech.greeting}`,
    'caller: hello there',
    'concierge: What is it about?',
    'caller: solar panels',
    'concierge: No, thank you.',
  ])
  expect(caller.failures).toEqual([])
})

test('an urgent matter leaves the socket for a dial', async () => {
  const { phone, journal } = await createConcierge({
    settings: { ...RELAY, WHISPER: 'none' },
    screener: () => verdict('transfer', 'I will put you through.'),
  })
  const caller = await phone.ring()
  await caller.say('water comes through the ceiling')
  expect(caller).toMatchObject({ state: 'dialing', lastHeard: ['I will put you through.'] })
  expect(caller.dialed).toMatchObject({ number: OWNER })
  expect(caller.exchanges.at(-1)).toMatchObject({
    path: '/twilio/relay-ended?turn=1',
    form: { SessionStatus: 'ended', HandoffData: `{"call":"${caller.callSid}","revision":2}` },
  })
  await caller.dialEnds('completed')
  expect(await journal(caller.callSid)).toContain('event hold.ended')
})

test('a contact never has a socket', async () => {
  const { phone } = await createConcierge({ settings: RELAY, contacts: [MOTHER] })
  const caller = await phone.ring({ from: MOTHER.phoneNumber })
  expect(caller).toMatchObject({ state: 'dialing', relay: null })
})

test('silence is timed by us, from the end of what is said', async () => {
  const { phone, silences } = await createConcierge({
    settings: { ...RELAY, NO_SPEECH_RETRIES: '1' },
  })
  const caller = await phone.ring()
  await expect.poll(() => silences.waits(caller.callSid)).toBeGreaterThan(5_000)
  await caller.silence()
  expect(caller.lastHeard).toEqual([speech.notHeard])
  await caller.silence()
  expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.goodbyeUnheard] })
})
