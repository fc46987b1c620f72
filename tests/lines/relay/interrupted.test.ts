/** Who cuts in stops the words at once, and what was not heard was not said: to the model, in the rows, on pages. */
import { expect, test } from 'vitest'
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import type { TellWords } from '../../../server/calls/ports.ts'
import { flowToday } from '../../../server/replay/replay-call.ts'
import { recorded, replayed } from '../../replay/recorded.ts'
import type { Database } from '../../../storage/database.ts'
import { createConcierge, temporaryFile, verdict } from '../../support/concierge.ts'
import { openRaw, prompt, socketOf } from '../../support/raw-socket.ts'
import { openUnreliable } from '../../support/unreliable-database.ts'

const speech = speechIn('en-US', '')

const interrupt = (utteranceUntilInterrupt: string) => ({
  type: 'interrupt',
  utteranceUntilInterrupt,
  durationUntilInterruptMs: '900',
})

/** A caller's own socket; answers are as the test gives them. */
async function talking(
  screener: (input: ScreeningInput, tell: TellWords) => Promise<Verdict> | Verdict,
  parts: { database?: Database } = {},
) {
  const asked: ScreeningInput[] = []
  const concierge = await createConcierge({
    ...parts,
    settings: { VOICE_LINE: 'relay' },
    screener: async (input, _signal, tell = () => false) => {
      asked.push(input)
      return screener(input, tell)
    },
  })
  const caller = await concierge.phone.ring()
  const { callSid } = caller
  const { path, setup } = socketOf(caller)
  const socket = await openRaw(await concierge.socketUrl(), path)
  socket.send(setup)
  return {
    ...concierge,
    asked,
    socket,
    callSid,
    frames: () => socket.frames.map(({ token, last }) => [token, last]),
    ends: () => socket.frames.filter(({ last }) => last === true).length,
    said: () => concierge.conversation(callSid),
    events: async () => (await concierge.journal(callSid)).filter((one) => one.startsWith('event')),
    /** What the last question told of what was said. */
    history: () => asked.at(-1)!.said.map(({ speaker, text }) => `${speaker}: ${text}`),
  }
}

const echo = ({ said }: ScreeningInput) =>
  verdict('ask', `You said ${said.at(-1)!.text}. What is it about?`)

test('of a question that was cut off only what was heard is told on, written down and shown', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  call.socket.send(interrupt('You said hello. What'))
  call.socket.send(prompt('the boiler'))
  await expect.poll(call.ends).toBe(2)
  expect(call.history()).toEqual([
    'caller: hello',
    'concierge: You said hello. What',
    'caller: the boiler',
  ])
  expect(await call.said()).toEqual([
    `concierge: ${speech.greeting}`,
    'caller: hello',
    'concierge: You said hello. What',
    'caller: the boiler',
    'concierge: You said the boiler. What is it about?',
  ])
  expect(await call.events()).toEqual([
    'event call.arrived',
    'event caller.spoke',
    'event caller.interrupted',
    'event caller.spoke',
  ])
})

test('a call that was cut in on is replayed to the same', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  call.socket.send(interrupt('You said'))
  call.socket.send(prompt('the boiler'))
  await expect.poll(call.ends).toBe(2)
  const known = await recorded(call, call.callSid)
  const { result, differences } = replayed(known, flowToday(known))
  expect({ result, differences }).toEqual({ result: 'identical', differences: [] })
})

test('the other way round too: the words first, and then that they cut in', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  call.socket.send(prompt('the boiler'))
  call.socket.send(interrupt('You said hello.'))
  await expect
    .poll(async () => (await call.said()).slice(1))
    .toEqual([
      'caller: hello',
      'concierge: You said hello.',
      'caller: the boiler',
      'concierge: You said the boiler. What is it about?',
    ])
  call.socket.send(prompt('again'))
  await expect.poll(call.ends).toBe(3)
  expect(call.history().slice(0, 3)).toEqual([
    'caller: hello',
    'concierge: You said hello.',
    'caller: the boiler',
  ])
})

test('where nothing was heard nothing was said, and the caller has spoken twice in a row', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  call.socket.send(interrupt(''))
  call.socket.send(prompt('the boiler'))
  await expect.poll(call.ends).toBe(2)
  expect(call.history()).toEqual(['caller: hello', 'caller: the boiler'])
  expect((await call.said()).slice(1, 3)).toEqual(['caller: hello', 'caller: the boiler'])
})

test('the greeting may be cut off', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hm', false))
  call.socket.send(interrupt(speech.greeting.split(' ').slice(0, 2).join(' ')))
  await expect
    .poll(call.said)
    .toEqual([`concierge: ${speech.greeting.split(' ').slice(0, 2).join(' ')}`])
})

test.each([['not a word of it'], ['You said hello. What is it about?'], ['You said hello. And']])(
  'what is no part of it, or all of it, changes nothing: %j',
  async (told) => {
    const call = await talking(echo)
    call.socket.send(prompt('hello'))
    await expect.poll(call.ends).toBe(1)
    call.socket.send(interrupt(told))
    call.socket.send(prompt('the boiler'))
    await expect.poll(call.ends).toBe(2)
    expect(call.history()[1]).toBe('concierge: You said hello. What is it about?')
    expect(await call.events()).not.toContain('event caller.interrupted')
  },
)

test('an interruption that comes twice is one', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  for (let time = 0; time < 3; time++) call.socket.send(interrupt('You said'))
  call.socket.send(prompt('the boiler'))
  await expect.poll(call.ends).toBe(2)
  expect(call.history()[1]).toBe('concierge: You said')
  expect((await call.events()).filter((one) => /interrupted/.test(one))).toHaveLength(1)
})

test('while the words still come, they stop at once, and none that comes late is said', async () => {
  const whole = Promise.withResolvers<void>()
  const reply = 'What is it about? Tell me more.'
  const call = await talking(async ({ said }, tell) => {
    if (said.length > 1) return echo({ said } as ScreeningInput)
    const soFar = (text: string) => tell({ ...verdict('ask', text), begun: true })
    expect(soFar('What is')).toBe(true)
    await whole.promise
    soFar('What is it about? Tell')
    return { ...verdict('ask', reply), begun: true }
  })
  call.socket.send(prompt('hello'))
  await expect.poll(call.frames).toEqual([['What is', false]])
  call.socket.send(interrupt('What'))
  await expect.poll(call.ends).toBe(1)
  expect(call.frames()).toEqual([
    ['What is', false],
    ['', true],
  ])
  call.socket.send(prompt('the boiler'))
  whole.resolve()
  await expect.poll(call.ends).toBe(2)
  expect(call.frames().slice(2)).toEqual([['You said the boiler. What is it about?', true]])
  expect(call.history()).toEqual(['caller: hello', 'concierge: What', 'caller: the boiler'])
  expect((await call.said()).slice(1)).toEqual([
    'caller: hello',
    'concierge: What',
    'caller: the boiler',
    'concierge: You said the boiler. What is it about?',
  ])
})

test('a caller on the phone cuts in on a model that still speaks, and is heard', async () => {
  const whole = Promise.withResolvers<void>()
  const { phone, conversation } = await createConcierge({
    settings: { VOICE_LINE: 'relay' },
    screener: async ({ said }, _signal, tell = () => false) => {
      if (said.length > 1) return verdict('ask', 'Which boiler?')
      tell({ ...verdict('ask', 'What is it'), begun: true })
      await whole.promise
      return { ...verdict('ask', 'What is it about, please?'), begun: true }
    },
  })
  const caller = await phone.ring()
  const saying = caller.say('hello')
  await caller.cutsIn(2)
  await saying
  whole.resolve()
  await caller.say('the boiler')
  expect(caller.heard).toEqual([speech.greeting, 'What is', 'Which boiler?'])
  expect((await conversation(caller.callSid)).slice(2)).toEqual([
    'concierge: What is',
    'caller: the boiler',
    'concierge: Which boiler?',
  ])
  expect(caller.failures).toEqual([])
})

test('a silence after it is counted as one', async () => {
  const call = await talking(echo)
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  call.socket.send(interrupt('You'))
  await expect.poll(async () => (await call.events()).at(-1)).toBe('event caller.interrupted')
  await call.silences.runOut(call.callSid)
  await expect.poll(call.ends).toBe(2)
  expect(call.frames().at(-1)).toEqual([speech.notHeard, true])
})

test('so is one that is over before the interruption is written down', async () => {
  const database = await openUnreliable(await temporaryFile())
  let written = Promise.resolve()
  const { write, writeOne, jot } = database
  const call = await talking(echo, {
    database: Object.assign(database, {
      write: (...work: Parameters<typeof write>) => written.then(() => write(...work)),
      writeOne: (...work: Parameters<typeof writeOne>) => written.then(() => writeOne(...work)),
      jot: (...work: Parameters<typeof jot>) => written.then(() => jot(...work)),
    }),
  })
  call.socket.send(prompt('hello'))
  await expect.poll(call.ends).toBe(1)
  const { promise, resolve } = Promise.withResolvers<void>()
  written = promise
  const waits = call.silences.waits(call.callSid)!
  call.socket.send(interrupt('You said'))
  await expect.poll(() => call.silences.waits(call.callSid)).toBeLessThan(waits)
  await call.silences.runOut(call.callSid)
  resolve()
  await expect.poll(call.ends).toBe(2)
  expect(call.frames().at(-1)).toEqual([speech.notHeard, true])
  expect((await call.events()).slice(-2)).toEqual([
    'event caller.interrupted',
    'event caller.silent',
  ])
})
