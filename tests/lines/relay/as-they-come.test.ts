/** The model's words are spoken while they come; what cannot be taken back waits for the whole verdict. */
import { expect, test } from 'vitest'
import type { Verdict } from '../../../machines/verdict.ts'
import { receive } from '../../../storage/calls/receive.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { digestOf } from '../../../server/lines/digest-of.ts'
import { createConcierge, type TestConcierge } from '../../support/concierge.ts'
import { openRaw, prompt, socketOf, type RawSocket } from '../../support/raw-socket.ts'
import { answers, type Step } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'

const speech = speechIn('en-US', '')

/** A caller's own socket, and a model that says each answer in the tokens given. */
async function talking(script: Step[], settings: Record<string, string> = {}) {
  const model = await startScriptedModel(script)
  const concierge = await createConcierge({
    settings: {
      VOICE_LINE: 'relay',
      AZURE_OPENAI_ENDPOINT: model.url,
      AZURE_OPENAI_DEPLOYMENT: 'scripted',
      AZURE_OPENAI_KEY: 'model-key',
      WHISPER: 'none',
      ...settings,
    },
  })
  const caller = await concierge.phone.ring()
  const { path, setup } = socketOf(caller)
  const socket = await openRaw(await concierge.socketUrl(), path)
  socket.send(setup)
  return { ...concierge, model, socket, callSid: caller.callSid, caller }
}

const spoken = ({ frames }: RawSocket) => frames.map(({ token }) => token)
const isDone = ({ frames }: RawSocket) => frames.at(-1)?.last ?? frames.at(-1)?.type

async function lastSaid({ conversation }: TestConcierge, callSid: string) {
  return (await conversation(callSid)).at(-1)
}

async function verdictOf({ database }: TestConcierge, callSid: string): Promise<Verdict> {
  const { payload } = await database.queries
    .selectFrom('journal')
    .select('payload')
    .where('call_sid', '=', callSid)
    .where('kind', '=', 'answer')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  return (JSON.parse(payload) as { output: Verdict }).output
}

/** Lets an answer through up to a token, and the rest when the test says so. */
function gate(index: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { open: resolve, before: (at: number) => (at === index ? promise : undefined) }
}

test('a word leaves while the model still speaks, and none twice', async () => {
  const { open, before } = gate(5)
  const tokens = ['{ASK', ':other}', ' What', ' is', ' it', ' about', '?']
  const call = await talking([answers(tokens, { before })])
  call.socket.send(prompt('hello'))
  await expect.poll(() => spoken(call.socket)).toEqual(['What', ' is'])
  expect((await call.conversation(call.callSid)).at(-1)).toBe(`concierge: ${speech.greeting}`)
  open()
  await expect.poll(() => isDone(call.socket)).toBe(true)
  expect(spoken(call.socket).join('')).toBe('What is it about?')
  expect(call.socket.frames.slice(0, -1).every(({ last }) => last === false)).toBe(true)
  expect(await lastSaid(call, call.callSid)).toBe('concierge: What is it about?')
})

test('whoever tells of a life at risk hears at once whom to call', async () => {
  const { open, before } = gate(4)
  const call = await talking([
    answers(['{ASK}', ' Are', ' you', ' safe', ' now', '? Call', ' 911', '.'], { before }),
  ])
  call.socket.send(prompt('the house is on fire'))
  const first = 'If a life is at risk, call 9 1 1 now. '
  await expect.poll(() => spoken(call.socket)).toEqual([first, 'Are', ' you'])
  open()
  await expect.poll(() => isDone(call.socket)).toBe(true)
  expect(spoken(call.socket).join('')).toBe(`${first}Are you safe now? Call 911.`)
  expect(await lastSaid(call, call.callSid)).toBe(`concierge: ${first}Are you safe now? Call 911.`)
})

test.each([
  ['a transfer', ['{TRANSFER}', ' One', ' moment', ' please', '.'], 'end'],
  ['an end', ['{END CALL}', ' No', ', thank', ' you', ' very', ' much', '.'], 'end'],
])('nothing of %s is said before all of it is there', async (_, tokens, last) => {
  const { open, before } = gate(4)
  const call = await talking([answers(tokens, { before })], { MESSAGES: 'none' })
  call.socket.send(prompt('I have a solar panel for you'))
  await expect.poll(() => call.model.requests[0]?.tokensAt.length).toBe(4)
  expect(call.socket.frames).toEqual([])
  open()
  await expect.poll(() => isDone(call.socket)).toBe(last)
  expect(call.socket.frames).toHaveLength(1)
})

test.each([
  ['breaks off', { ending: 'break' }, 'broken_off'],
  ['falls silent', { ending: 'hang' }, 'too_slow'],
  ['fails', { ending: 'error' }, 'server_error'],
] as const)(
  'a stream that %s in mid-sentence ends in a sentence that fits, and nobody else is asked',
  async (_, timing, code) => {
    const second = await startScriptedModel([answers('{TRANSFER} One moment.')])
    const call = await talking([answers(['{ASK}', ' Of', ' course', ', what', ' is'], timing)], {
      OPENAI_BASE_URL: `${second.url}/v1`,
      OPENAI_MODEL: 'second',
      SCREENING_DEADLINE_MS: '600',
    })
    call.socket.send(prompt('hello'))
    await expect.poll(() => isDone(call.socket)).toBe(true)
    const said = `Of course, what … ${speech.tellMore}`
    expect(spoken(call.socket).join('')).toBe(said)
    expect(await lastSaid(call, call.callSid)).toBe(`concierge: ${said}`)
    expect(second.requests).toEqual([])
    const verdict = await verdictOf(call, call.callSid)
    expect(verdict).toMatchObject({ decision: 'ask', begun: true, screener: 'azure' })
    expect(verdict.tried).toMatchObject([{ screener: 'azure', code }])
  },
)

test('a promise behind words that were said is not said', async () => {
  const call = await talking([answers("{ASK} Of course. I'll put you through now.")])
  call.socket.send(prompt('hello'))
  await expect.poll(() => isDone(call.socket)).toBe(true)
  expect(spoken(call.socket).join('')).toBe(`Of course … ${speech.tellMore}`)
})

test('nobody is asked for patience who hears the answer already', async () => {
  const { open, before } = gate(4)
  const tokens = ['{ASK}', ' What', ' is', ' it', ' about', '?']
  const call = await talking([answers(tokens, { before })], { SCREENING_PATIENCE_MS: '100' })
  call.socket.send(prompt('hello'))
  const holds = async () => (await call.journal(call.callSid)).filter((one) => /hold/.test(one))
  await expect.poll(holds).toHaveLength(1)
  open()
  await expect.poll(() => isDone(call.socket)).toBe(true)
  expect(spoken(call.socket).join('')).toBe('What is it about?')
  expect(await call.conversation(call.callSid)).toEqual([
    `concierge: ${speech.greeting}`,
    'caller: hello',
    'concierge: What is it about?',
  ])
})

test('who is asked for patience hears the words as they come afterwards', async () => {
  const begin = gate(0)
  const end = gate(3)
  const before = (at: number) => begin.before(at) ?? end.before(at)
  const call = await talking([answers(['{ASK}', ' What', ' is', ' it', '?'], { before })], {
    SCREENING_PATIENCE_MS: '500',
  })
  call.socket.send(prompt('hello'))
  await expect.poll(() => spoken(call.socket)).toEqual([`${speech.moment} `])
  begin.open()
  await expect.poll(() => spoken(call.socket)).toEqual([`${speech.moment} `, 'What'])
  end.open()
  await expect.poll(() => isDone(call.socket)).toBe(true)
  expect(spoken(call.socket).join('')).toBe(`${speech.moment} What is it?`)
})

test('where something else of the call was first, what was begun is broken off', async () => {
  const { open, before } = gate(3)
  const call = await talking([
    answers(['{ASK}', ' What', ' is', ' it', '?'], { before }),
    answers('{ASK} Which boiler?'),
  ])
  call.socket.send(prompt('hello'))
  await expect.poll(() => spoken(call.socket)).toEqual(['What'])
  const event = { type: 'caller.spoke', text: 'the boiler' }
  await receive(call.database, {
    callSid: call.callSid,
    at: new Date().toISOString(),
    identity: { route: '/twilio/relay', digest: digestOf(event), replyTo: 1 },
    event,
    opening: null,
  })
  open()
  await expect.poll(() => isDone(call.socket)).toBe(true)
  await expect.poll(() => spoken(call.socket).join('')).toMatch(/Which boiler\?$/)
  expect(spoken(call.socket)).toContain('')
  expect(await lastSaid(call, call.callSid)).toBe('concierge: Which boiler?')
})
