/** Two sockets, a lost one, a repeated frame, an owner in between: one call, each word once. */
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { PhoneCall } from '../../../server/phone/phone.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createConcierge, KEY, STRANGER, verdict } from '../../support/concierge.ts'
import { digestOf } from '../../../server/lines/digest-of.ts'
import { receive } from '../../../storage/calls/receive.ts'
import { openRaw, prompt, socketOf } from '../../support/raw-socket.ts'

const speech = speechIn('en-US', '')
const RELAY = { VOICE_LINE: 'relay' }

async function asking(parts: Parameters<typeof createConcierge>[0] = {}) {
  const concierge = await createConcierge({
    screener: ({ said }) => verdict('ask', `You said ${said.at(-1)!.text}.`),
    ...parts,
    settings: { ...RELAY, ...parts.settings },
  })
  const spoken = async (callSid: string) =>
    (await concierge.conversation(callSid)).filter((line) => line.startsWith('caller'))
  return { ...concierge, spoken }
}

test('of two sockets the one goes on whose words were taken in', async () => {
  const { phone, socketUrl, spoken, call } = await asking()
  const caller = await phone.ring()
  const { path, setup } = socketOf(caller)
  const second = await openRaw(await socketUrl(), path)
  second.send(setup)
  await caller.say('hello')
  expect(await second.closed).toBe(1000)
  second.send(prompt('put me through'))
  await caller.say('again')
  expect(caller.lastHeard).toEqual(['You said again.'])
  expect(await spoken(caller.callSid)).toEqual(['caller: hello', 'caller: again'])
  expect((await call(caller.callSid)).revision).toBe(3)
})

test('the second may be that one: the first is closed, and comes back by its document', async () => {
  const { phone, socketUrl, spoken } = await asking()
  const caller = await phone.ring()
  const { path, setup } = socketOf(caller)
  const second = await openRaw(await socketUrl(), path)
  second.send(setup)
  second.send(prompt('from the second'))
  await expect.poll(() => second.frames).toHaveLength(1)
  await caller.leavesSocket()
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['You said from the second.'] })
  await caller.say('from the first')
  expect(await spoken(caller.callSid)).toEqual([
    'caller: from the second',
    'caller: from the first',
  ])
})

test('a prompt that comes twice is one, and answered once', async () => {
  const { phone, socketUrl, spoken, call } = await asking()
  const caller = await phone.ring()
  const { path, setup } = socketOf(caller)
  const raw = await openRaw(await socketUrl(), path)
  for (const frame of [setup, prompt('hello'), prompt('hello'), prompt('hello')]) raw.send(frame)
  await expect.poll(() => raw.frames).toHaveLength(1)
  raw.send(prompt('and more'))
  await expect.poll(() => raw.frames).toHaveLength(2)
  expect(await spoken(caller.callSid)).toEqual(['caller: hello', 'caller: and more'])
  expect((await call(caller.callSid)).revision).toBe(3)
})

test('a socket that is lost after a turn brings the call back where it rests, over another', async () => {
  const { phone } = await asking()
  const caller = await phone.ring()
  await caller.say('hello')
  await caller.losesSocket()
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['You said hello.'] })
  expect(caller.exchanges.at(-1)!.form).toMatchObject({
    SessionStatus: 'failed',
    ErrorCode: '64105',
  })
  expect(caller.relay).not.toBeNull()
  await caller.say('I am back')
  expect(caller.lastHeard).toEqual(['You said I am back.'])
})

test('one that is lost before anything was heard is not tried again: the call goes on by documents', async () => {
  const { phone } = await asking()
  const caller = await phone.ring()
  await caller.losesSocket()
  expect(caller).toMatchObject({ state: 'listening', relay: null, lastHeard: [speech.greeting] })
  await caller.say('hello')
  expect(caller).toMatchObject({ relay: null, lastHeard: ['You said hello.'] })
})

test('lost while a verdict is thought of, the words are kept and answered', async () => {
  const thought = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const { phone, spoken } = await asking({
    screener: async () => {
      asked.resolve()
      await thought.promise
      return verdict('ask', 'What is it about?')
    },
  })
  const caller = await phone.ring()
  const saying = caller.say('hello')
  await asked.promise
  caller.relay!.lose()
  thought.resolve()
  await saying
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['What is it about?'] })
  expect(await spoken(caller.callSid)).toEqual(['caller: hello'])
})

test('whoever hangs up while a verdict is thought of has abandoned the call, once', async () => {
  const asked = Promise.withResolvers<void>()
  const { phone, call, journal } = await asking({
    patienceMs: 100,
    screener: () => {
      asked.resolve()
      return new Promise<never>(() => {})
    },
  })
  const caller = await phone.ring()
  const saying = caller.say('hello')
  await asked.promise
  await caller.hangUp()
  await saying
  expect(await call(caller.callSid)).toMatchObject({ final_decision: 'abandoned' })
  const ends = (await journal(caller.callSid)).filter((entry) => entry === 'event call.ended')
  expect(ends).toHaveLength(1)
})

test('a forged hand-off decides nothing: what is done is what the call has come to', async () => {
  const { phone } = await asking()
  const caller = await phone.ring()
  for (const HandoffData of [
    '{"call":"CA1","revision":7,"next":"dial"}',
    JSON.stringify({ call: caller.callSid, revision: 99, cue: { next: 'dial' } }),
    '{"dial":"+14155550199"}',
    'null',
    '[',
    '{"type":"dial"}'.repeat(1_000),
  ]) {
    const answer = await caller.post('/twilio/relay-ended?turn=1', {
      SessionStatus: 'ended',
      HandoffData,
    })
    const twiml = await answer.text()
    expect(twiml).not.toContain('<Dial')
    expect(twiml).toContain(speech.greeting)
  }
})

test('what the owner decides about a caller who waits is heard over the socket at once', async () => {
  const { phone, app, call } = await asking({
    settings: { ASK_OWNER: 'all', WHISPER: 'none' },
    screener: () => verdict('end', 'No, thank you.'),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('it is me')
  expect(caller).toMatchObject({ state: 'listening', lastHeard: [speech.askingOwner] })
  const response = await app.request(`/conversations/${caller.callSid}/decision`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ choice: 'put_through' }),
  })
  expect(response.status).toBe(200)
  await caller.leavesSocket()
  expect(caller).toMatchObject({ state: 'dialing', lastHeard: [speech.connectingByOwner] })
  expect(await call(caller.callSid)).toMatchObject({ final_decision: 'transferred_owner' })
})

test('a decision is heard where the caller is now, not over a socket that they have lost and that is open yet', async () => {
  const { phone, app, socketUrl } = await asking({
    settings: { ASK_OWNER: 'all', WHISPER: 'none' },
    screener: () => verdict('end', 'No, thank you.'),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('it is me')
  const lost = await caller.post('/twilio/relay-ended?turn=1', { SessionStatus: 'failed' })
  const { path, setup } = socketOf({
    callSid: caller.callSid,
    exchanges: [{ twiml: await lost.text() }],
  } as PhoneCall)
  const now = await openRaw(await socketUrl(), path)
  now.send(setup)
  now.ws.ping()
  await once(now.ws, 'pong')
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }
  await app.request(`/conversations/${caller.callSid}/decision`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ choice: 'put_through' }),
  })
  await expect.poll(() => now.frames.at(-1)).toMatchObject({ type: 'end' })
})

test('where one turn answers a socket and a webhook, each gets what it can use', async () => {
  const { phone, database } = await asking()
  const caller = await phone.ring()
  // As a process leaves it that is killed as the webhook came in.
  const event = { type: 'hold.ended' }
  await receive(database, {
    callSid: caller.callSid,
    at: new Date().toISOString(),
    identity: { route: '/twilio/relay-ended', digest: digestOf(event), replyTo: 1 },
    event,
    opening: null,
  })
  await caller.say('hello')
  expect(caller.lastHeard).toEqual(['You said hello.'])
  const answer = await caller.post('/twilio/relay-ended?turn=1', { SessionStatus: 'ended' })
  expect(await answer.text()).toMatch(/^<\?xml.*welcomeGreeting="You said hello\."/)
})

test('and the other way round', async () => {
  const { phone, database } = await asking()
  const caller = await phone.ring()
  const event = { type: 'caller.spoke', text: 'hello' }
  await receive(database, {
    callSid: caller.callSid,
    at: new Date().toISOString(),
    identity: { route: '/twilio/relay', digest: digestOf(event), replyTo: 1 },
    event,
    opening: null,
  })
  await caller.post('/twilio/relay-ended?turn=1', { SessionStatus: 'ended' })
  await caller.say('hello')
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['You said hello.'] })
})
