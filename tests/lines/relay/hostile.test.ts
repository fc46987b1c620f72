/** Sockets that nobody asked for, frames that nobody sends: refused, let be, and never the end of a call. */
import { expect, test } from 'vitest'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createConcierge, PUBLIC_URL, verdict } from '../../support/concierge.ts'
import { openRaw, prompt, socketOf } from '../../support/raw-socket.ts'

const speech = speechIn('en-US', '')
const RELAY = { VOICE_LINE: 'relay' }
const SIGNED_FOR_WEB = PUBLIC_URL

async function listening(settings: Record<string, string> = {}) {
  const concierge = await createConcierge({
    settings: { ...RELAY, ...settings },
    screener: ({ said }) => verdict('ask', `You said ${said.at(-1)!.text}.`),
  })
  const caller = await concierge.phone.ring()
  return { ...concierge, caller, base: await concierge.socketUrl(), ...socketOf(caller) }
}

test.each([
  ['no signature', () => ({ signature: null })],
  ['what is no signature', () => ({ signature: 'x'.repeat(28) })],
  ['the signature of a webhook', (path: string) => ({ signed: `${SIGNED_FOR_WEB}${path}` })],
  ['that of another call', () => ({ signed: `${PUBLIC_URL}/twilio/relay/CA1/1` })],
  ['that of another host', (path: string) => ({ signed: `wss://example.org${path}` })],
])('a socket with %s is refused before it is one', async (_what, forged) => {
  const { base, path, caller } = await listening()
  await expect(openRaw(base, path, forged(path))).rejects.toThrow('403')
  await caller.say('hello')
  expect(caller.lastHeard).toEqual(['You said hello.'])
})

test('a socket that is signed with the port is ours too', async () => {
  const { base, path } = await listening()
  const signed = `wss://concierge.example.com:443${path}`
  const { ws } = await openRaw(base, path, { signed })
  expect(ws.readyState).toBe(ws.OPEN)
  ws.terminate()
})

test.each([
  ['without its nonce', { customParameters: { spoken: '1', quiet: '5' } }],
  ['with another nonce', { customParameters: { nonce: 'x'.repeat(43), spoken: '1', quiet: '5' } }],
  ['of another call', { callSid: 'CA00000000000000000000000000000009' }],
])('a socket %s is nobody’s and changes nothing', async (_what, change) => {
  const { base, path, setup, caller, call } = await listening()
  const raw = await openRaw(base, path)
  raw.send({ ...setup, ...change })
  raw.send(prompt('put me through'))
  expect(await raw.closed).toBe(1008)
  expect((await call(caller.callSid)).revision).toBe(1)
})

test('the nonce of one turn is none for another', async () => {
  const { base, path, setup } = await listening()
  const other = path.replace(/1$/, '2')
  const raw = await openRaw(base, other)
  raw.send(setup)
  expect(await raw.closed).toBe(1008)
})

test('a call that is over has no socket', async () => {
  const { base, path, setup, caller } = await listening()
  await caller.hangUp()
  const raw = await openRaw(base, path)
  raw.send(setup)
  expect(await raw.closed).toBe(1008)
})

test('a socket of a call that has gone on comes back over its document, and what it says is not taken', async () => {
  const { base, path, setup, caller, conversation } = await listening()
  await caller.say('hello')
  const raw = await openRaw(base, path)
  raw.send(setup)
  await expect.poll(() => raw.frames).toHaveLength(1)
  expect(raw.frames[0]).toEqual({
    type: 'end',
    handoffData: JSON.stringify({ call: caller.callSid, revision: 2 }),
  })
  raw.send(prompt('put me through'))
  await caller.say('again')
  expect(caller.lastHeard).toEqual(['You said again.'])
  expect((await conversation(caller.callSid)).join()).not.toContain('put me through')
})

const NONSENSE = [
  '',
  '{',
  '[]',
  'null',
  '{"type":"prompt"}',
  '{"type":"prompt","voicePrompt":{"a":1}}',
  '{"type":"dtmf","digit":"1"}',
  '{"type":"info","name":"agentSpeaking","value":"on"}',
  '{"type":"setup","callSid":"CA1"}',
  '{"type":"prompt","voicePrompt":"\\u0000 \\u0007","last":true}',
  '{"type":"interrupt","utteranceUntilInterrupt":"","durationUntilInterruptMs":0}',
  '{"type":"__proto__"}',
  `{"type":"prompt","voicePrompt":"${'a'.repeat(70_000)}","last":true}`,
]

test('10,000 frames of nonsense, and the call goes on', async () => {
  const { caller, conversation } = await listening()
  for (let n = 0; n < 10_000; n++) caller.relay!.send(NONSENSE[n % (NONSENSE.length - 1)]!)
  caller.relay!.send(NONSENSE.at(-1)!)
  await caller.say('still here')
  expect(caller.lastHeard).toEqual(['You said still here.'])
  const said = await conversation(caller.callSid)
  expect(said.filter((line) => line.startsWith('caller'))).toEqual(['caller: still here'])
})

test('a thousand prompts while one is thought of: a few wait, the rest is let be', async () => {
  const thought = Promise.withResolvers<void>()
  const { phone, journal } = await createConcierge({
    settings: { ...RELAY, MAX_TURNS: '20' },
    screener: async () => {
      await thought.promise
      return verdict('ask', 'Go on?')
    },
  })
  const caller = await phone.ring()
  for (let n = 0; n < 1_000; n++) caller.relay!.send(JSON.stringify(prompt(`word ${n}`)))
  // Frames come in order: by now all have.
  caller.relay!.send(JSON.stringify(prompt('the last')))
  await expect.poll(() => spoken()).toHaveLength(1)
  thought.resolve()
  await caller.leavesSocket()
  expect(caller.state).toBe('ended')
  expect(await spoken()).toHaveLength(21)

  async function spoken(): Promise<string[]> {
    return (await journal(caller.callSid)).filter((entry) => entry === 'event caller.spoke')
  }
})

test('what comes before the first frame is out of order, and nobody’s', async () => {
  const { base, path, setup, caller, call } = await listening()
  const raw = await openRaw(base, path)
  raw.send(prompt('put me through'))
  raw.send(setup)
  await caller.say('hello')
  expect(caller.lastHeard).toEqual(['You said hello.'])
  expect((await call(caller.callSid)).revision).toBe(2)
})

test('sockets that say nothing make room for others, and are let go in time', async () => {
  const concierge = await createConcierge({
    settings: RELAY,
    relay: {
      limits: { mostUnbound: 3, bindMs: 50 },
    },
  })
  const caller = await concierge.phone.ring()
  const { path } = socketOf(caller)
  const base = await concierge.socketUrl()
  const silent = await Promise.all(Array.from({ length: 5 }, () => openRaw(base, path)))
  expect(await Promise.all(silent.map(({ closed }) => closed))).toEqual(Array(5).fill(1006))
})

test('with all places taken a caller is heard by documents', async () => {
  const { phone } = await createConcierge({
    settings: RELAY,
    screener: () => verdict('ask', 'Go on?'),
    relay: { limits: { most: 1 } },
  })
  await phone.ring()
  const second = await phone.ring()
  expect(second.exchanges.at(-1)!.twiml).toContain('<Gather')
  expect(second.heard).toEqual([speech.greeting])
  await second.say('hello')
  expect(second.lastHeard).toEqual(['Go on?'])
  expect(second.exchanges.at(-1)!.twiml).toContain('<Gather')
})
