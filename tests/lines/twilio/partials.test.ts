/** What a Gather has heard so far: told beside the call, in any order, by anybody who can sign. */
import { expect, onTestFinished, test } from 'vitest'
import { createPartials, readPartial } from '../../../server/lines/twilio/partials.ts'
import { createPhone } from '../../../server/phone/phone.ts'
import { createConcierge, PUBLIC_URL } from '../../support/concierge.ts'
import { openRaw, prompt, socketOf } from '../../support/raw-socket.ts'
import { answers, hangs } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'
import { A_MOMENT, createStillTimers } from '../../support/still-timers.ts'

test.each([
  [{ UnstableSpeechResult: 'my name' }, 'my name'],
  [{ StableSpeechResult: 'my name', UnstableSpeechResult: '' }, 'my name'],
  [{ StableSpeechResult: 'My', UnstableSpeechResult: 'my name' }, 'my name'],
  [{ StableSpeechResult: 'my name', UnstableSpeechResult: 'is ann' }, 'my name is ann'],
  [{ UnstableSpeechResult: ' my \u0007name\n' }, 'my name'],
  [{ SpeechResult: 'final' }, ''],
  [{}, ''],
])('%o is %s', (form, words) => {
  expect(readPartial(form)).toBe(words)
})

test('a very long one is cut', () => {
  const long = 'word '.repeat(10_000)
  expect(readPartial({ UnstableSpeechResult: long }).length).toBeLessThanOrEqual(8_000)
  const both = { StableSpeechResult: long, UnstableSpeechResult: `x ${long}` }
  expect(readPartial(both).length).toBeLessThanOrEqual(8_000)
})

test('of one answer only what is newer is heard, with or without a number', () => {
  const heard: string[] = []
  const take = createPartials((callSid, turn, text) => heard.push(`${callSid} ${turn} ${text}`))
  const tell = (turn: number | null, text: string, SequenceNumber?: string, CallSid = 'CA1') =>
    take({ CallSid, UnstableSpeechResult: text, ...(SequenceNumber && { SequenceNumber }) }, turn)
  tell(1, 'a', '0')
  tell(1, 'a b c', '2')
  tell(1, 'a b', '1')
  tell(1, 'a b c', '2')
  tell(1, 'unnumbered')
  tell(1, 'late', '1')
  tell(1, 'odd', '-1')
  tell(2, 'next', '0')
  tell(1, 'of before', '9')
  tell(null, 'of nothing', '1')
  tell(2, 'other', '0', 'CA2')
  expect(heard).toEqual([
    'CA1 1 a',
    'CA1 1 a b c',
    'CA1 1 unnumbered',
    'CA1 1 odd',
    'CA1 2 next',
    'CA2 2 other',
  ])
})

test('without a call, a turn or words there is nothing to hear', () => {
  const heard: string[] = []
  const take = createPartials((_call, _turn, text) => heard.push(text))
  take({ UnstableSpeechResult: 'of no call' }, 1)
  take({ CallSid: 'CA1', UnstableSpeechResult: 'of no turn' }, null)
  take({ CallSid: 'CA1', UnstableSpeechResult: ' ' }, 1)
  expect(heard).toEqual([])
})

test('an odd number is none, and what is numbered after it is newer', () => {
  const heard: string[] = []
  const take = createPartials((_call, _turn, text) => heard.push(text))
  const tell = (text: string, SequenceNumber?: string, turn = 1) =>
    take({ CallSid: 'CA1', UnstableSpeechResult: text, SequenceNumber }, turn)
  for (const odd of ['1e3', '9999999999', '7x', 'x7', '']) tell(odd || 'none', odd)
  tell('first', '0')
  tell('tenth', '10')
  tell('none either')
  tell('late', '9')
  // Of another turn they are counted anew.
  tell('next', undefined, 2)
  tell('and its first', '0', 2)
  expect(heard).toEqual([
    '1e3',
    '9999999999',
    '7x',
    'x7',
    'none',
    'first',
    'tenth',
    'none either',
    'next',
    'and its first',
  ])
})

test('of a thousand calls it is known how far they were heard, and of more those that came last', () => {
  const heard: string[] = []
  const take = createPartials((call) => heard.push(call))
  const tell = (call: number) =>
    take({ CallSid: `CA${call}`, UnstableSpeechResult: 'a', SequenceNumber: '0' }, 1)
  for (let call = 0; call < 1_000; call++) tell(call)
  tell(0)
  expect(heard).toHaveLength(1_000)
  tell(1_000)
  tell(1)
  expect(heard).toHaveLength(1_001)
  tell(0)
  expect(heard.at(-1)).toBe('CA0')
  expect(heard).toHaveLength(1_002)
})

const ASK = '{ASK:other} What is it about?'

/** A call whose words are heard ahead, by a model that is slow until it has been asked too often. */
async function listening(settings: Record<string, string> = {}, deadline = '500') {
  const model = await startScriptedModel((_, index) => (index < 8 ? hangs() : answers(ASK)))
  onTestFinished(model.close)
  const still = createStillTimers()
  const concierge = await createConcierge({
    settings: {
      SPECULATE: 'true',
      AZURE_OPENAI_ENDPOINT: model.url,
      AZURE_OPENAI_DEPLOYMENT: 'screening',
      AZURE_OPENAI_KEY: 'model-key',
      SCREENING_DEADLINE_MS: deadline,
      ...settings,
    },
    aheadTimers: still.timers,
  })
  return { ...concierge, model, still, caller: await concierge.phone.ring() }
}

const so = (text: string, number = 0) => ({
  UnstableSpeechResult: text,
  SequenceNumber: String(number),
})

test('it is answered at once with nothing, and only what is signed is heard', async () => {
  const { caller, still, app, journal } = await listening()
  const before = await journal(caller.callSid)
  const answer = await caller.post('/twilio/partial?turn=1', so('my name'))
  expect([answer.status, await answer.text()]).toEqual([204, ''])
  expect(still.begun()).toBe(1)
  const forger = createPhone({
    url: PUBLIC_URL,
    authToken: 'another-token',
    fetch: (url, init) => app.request(url.replace('/twilio/voice', '/twilio/partial?turn=1'), init),
  })
  await expect(forger.ring({ extra: so('my name is mallory', 1) })).rejects.toThrow('403')
  const unsigned = await app.request('/twilio/partial?turn=1', {
    method: 'POST',
    body: new URLSearchParams({ CallSid: caller.callSid, ...so('my name is mallory', 2) }),
  })
  expect(unsigned.status).toBe(403)
  expect(still.begun()).toBe(1)
  expect(await journal(caller.callSid)).toEqual(before)
})

test.each([
  ['of a call that nobody knows', '?turn=1', { CallSid: 'CA00000000000000000000000000000009' }],
  ['in reply to an answer that is not the last', '?turn=9', {}],
  ['in reply to none', '', {}],
])('one %s begins nothing', async (_what, query, fields) => {
  const { caller, model, still } = await listening()
  const answer = await caller.post(`/twilio/partial${query}`, { ...so('my name'), ...fields })
  expect(answer.status).toBe(204)
  await still.pass(A_MOMENT)
  await caller.say('my name is ann')
  expect(model.requests).toHaveLength(1)
})

test('where nothing is begun ahead it is let be', async () => {
  const { caller, still } = await listening({ SPECULATE: '' })
  const answer = await caller.post('/twilio/partial?turn=1', so('my name'))
  expect(answer.status).toBe(204)
  expect(still.begun()).toBe(0)
})

test('ten thousand of them ask the model a few times, and the call goes on', async () => {
  const { caller, model, still } = await listening({}, '7000')
  const tell = (count: number) => caller.post('/twilio/partial?turn=1', so(`word ${count}`, count))
  for (let pauses = 1; pauses <= 8; pauses++) {
    await tell(pauses)
    await still.pass(300)
    await expect.poll(() => model.requests.length).toBe(pauses)
  }
  for (let count = 10; count < 10_000; count++) {
    await tell(count)
    if (count % 500 === 0) await still.pass(300)
  }
  expect(still.waiting()).toBeLessThanOrEqual(4)
  expect(model.requests).toHaveLength(8)
  await caller.say('my name is ann')
  expect(model.requests).toHaveLength(9)
  // One that its deadline ended may be kept, so that a model goes on to load.
  const ended = () => model.requests.slice(0, 8).filter(({ abandoned }) => abandoned).length
  await expect.poll(ended).toBeGreaterThanOrEqual(7)
})

test('ten thousand over a socket do not either', async () => {
  const { caller, model, still, socketUrl } = await listening({ VOICE_LINE: 'relay' }, '7000')
  const { path, setup } = socketOf(caller)
  const raw = await openRaw(await socketUrl(), path)
  raw.send(setup)
  for (let count = 0; count < 10_000; count++) raw.send(prompt(`word ${count}`, false))
  await still.pass(A_MOMENT, 10_000)
  await expect.poll(() => model.requests.length).toBe(1)
  expect(still.waiting()).toBeLessThanOrEqual(4)
  raw.send(prompt('my name is ann'))
  await expect.poll(() => model.requests.length).toBe(2)
  raw.ws.terminate()
})
