/** How long callers wait for the first word of an answer, by the line that they are on and by whose word it is. */
import { expect, test } from 'vitest'
import type { Verdict } from '../../machines/verdict.ts'
import type { Taken } from '../../server/calls/turn.ts'
import { createWatch, type Wait } from '../../server/watch/watch.ts'
import { createConcierge, KEY, PUBLIC_URL, STRANGER, verdict } from '../support/concierge.ts'

async function talk(line: 'gather' | 'relay') {
  const { app, phone } = await createConcierge({
    settings: { VOICE_LINE: line, WHISPER: 'none' },
    screener({ said }) {
      const { text } = said.at(-1)!
      return text === 'fire' ? verdict('transfer', 'At once.') : verdict('ask', 'Why?')
    },
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  await caller.silence()
  await caller.say('hello there')
  const headers = { authorization: `Bearer ${KEY}` }
  return {
    caller,
    async measured(name: string) {
      const text = await (await app.request(`${PUBLIC_URL}/metrics`, { headers })).text()
      return text.split('\n').filter((one) => one.startsWith(`concierge_${name}`))
    },
  }
}

test('by Gather it is known from the webhook, and with the pause that ends what is said', async () => {
  const { measured } = await talk('gather')
  const labels = '{line="gather",screener="scripted"}'
  expect(await measured('first_word_seconds_count')).toEqual([
    `concierge_first_word_seconds_count${labels} 2`,
  ])
  expect(await measured('first_word_from_speech_seconds_count')).toEqual([
    `concierge_first_word_from_speech_seconds_count${labels} 2`,
  ])
  const sums = await measured('first_word_')
  const [plain, fromSpeech] = sums
    .filter((one) => one.includes('_sum'))
    .map((one) => Number(one.split(' ')[1]))
  // Two answers, two seconds each.
  expect(fromSpeech! - plain!).toBeCloseTo(4, 5)
})

test('over a socket it is known from the final prompt, and nothing tells when the caller ended', async () => {
  const { measured } = await talk('relay')
  expect(await measured('first_word_seconds_count')).toEqual([
    'concierge_first_word_seconds_count{line="relay",screener="scripted"} 2',
  ])
  expect(await measured('first_word_from_speech_seconds_count')).toEqual([])
})

test('what a document says after a socket is no first word of the socket’s', async () => {
  const { caller, measured } = await talk('relay')
  await caller.say('fire')
  expect(caller.lastHeard).toEqual(['At once.'])
  expect(await measured('first_word_seconds_count')).toEqual([
    'concierge_first_word_seconds_count{line="relay",screener="scripted"} 2',
  ])
})

test('who is told to wait has heard a word, which is no screener’s', async () => {
  const thought = Promise.withResolvers<Verdict>()
  const { phone, app } = await createConcierge({
    patienceMs: 300,
    settings: { VOICE_LINE: 'relay' },
    screener: () => thought.promise,
  })
  const caller = await phone.ring({ from: STRANGER })
  const saying = caller.say('hello')
  // Over a socket it is heard before the answer is there.
  await expect.poll(() => caller.heard).toHaveLength(2)
  thought.resolve(verdict('ask', 'Why?'))
  await saying
  expect(caller.lastHeard.at(-1)).toBe('Why?')
  const headers = { authorization: `Bearer ${KEY}` }
  const text = await (await app.request(`${PUBLIC_URL}/metrics`, { headers })).text()
  expect(text.match(/first_word_seconds_count.*/g)).toEqual([
    'first_word_seconds_count{line="relay",screener="none"} 1',
  ])
})

/** What is told of an event that was answered so. */
function told(
  event: 'caller.spoke' | 'hold.ended' | 'caller.silent',
  words: string[],
  saidAt: number | null,
) {
  const waits: (Wait | null)[] = []
  const watch = createWatch([{ eventEnded: ({ wait }) => void waits.push(wait) }], (error) => {
    throw error
  })
  const now = performance.now()
  const incoming = {
    requestId: 'r',
    callSid: 'CA1',
    identity: { route: '/twilio/relay', digest: 'd', replyTo: 1 },
    event: { type: event } as never,
    ...(event !== 'caller.silent' && {
      firstWord: { heardAt: now - 300, saidAt: () => saidAt && now + saidAt },
    }),
  }
  const taken = { words } as Taken
  watch
    .eventArrived(incoming, { name: 'relay', pauseMs: null })
    .ended({ how: 'answered', body: '', taken }, 200)
  return waits[0]
}

test('it is the first word that counts, and not the last', () => {
  const wait = { line: 'relay', toFirstWordMs: 100, fromSpeechMs: null }
  expect(told('caller.spoke', ['Why?'], -200)).toEqual(wait)
  // Who heard the answer already was not told to wait for it.
  expect(told('caller.spoke', [], -200)).toBeNull()
  expect(told('hold.ended', ['Why?'], -200)).toEqual(wait)
})

test('with no word gone yet, the answer is on its way now', () => {
  expect(told('caller.spoke', ['Why?'], null)!.toFirstWordMs).toBeGreaterThanOrEqual(300)
  expect(told('caller.silent', ['Are you there?'], null)).toBeNull()
})

test('what is kept with an answer counts from the prompt, also while an earlier one is answered', async () => {
  const first = Promise.withResolvers<void>()
  const { phone, call, database } = await createConcierge({
    settings: { VOICE_LINE: 'relay' },
    async screener({ said }) {
      if (said.at(-1)!.text === 'hello') await first.promise
      return verdict('ask', said.at(-1)!.text)
    },
  })
  const caller = await phone.ring({ from: STRANGER })
  const saying = caller.say('hello')
  caller.relay!.send(JSON.stringify({ type: 'prompt', voicePrompt: 'or not', last: true }))
  setTimeout(first.resolve, 200)
  await saying
  await expect.poll(() => caller.heard.at(-1)).toBe('or not')
  const { call_sid: sid } = await call(caller.callSid)
  const rows = await database.queries
    .selectFrom('conversation')
    .select('latency_ms')
    .where('call_sid', '=', sid)
    .where('text', '=', 'or not')
    .where('speaker', '=', 'concierge')
    .execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]!.latency_ms).toBeGreaterThan(150)
})
