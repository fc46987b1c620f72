/** What an answer is over a socket: its words, its languages, and whether it listens, goes on or leaves. */
import { expect, test } from 'vitest'
import type { Cue } from '../../../machines/cue.ts'
import type { Answer } from '../../../server/calls/incoming.ts'
import { createRelayLine, readSpoken } from '../../../server/lines/relay/relay-line.ts'

const line = createRelayLine(() => ({ language: 'en-US', voice: null }))
const call = { call_sid: 'CA1', caller_id: '', called: '' }

const cueOf = (next: Cue['next'], given: Partial<Cue> = {}): Cue => ({
  say: [{ sentence: 'greeting' }, { sentence: 'greeting' }],
  next,
  ...given,
})

const answer = (cue: Cue, words: string[], given: Partial<Answer> = {}): Answer => ({
  cue,
  words,
  revision: 4,
  call,
  ...given,
})

const spoken = (...given: Parameters<typeof answer>) => readSpoken(line.render(answer(...given)))

const ENGLISH = { speaks: 'en-US', hears: 'en-US' }

test('a question is said, and then listened', () => {
  expect(spoken(cueOf('listen'), [' Who\u0007is it? ', 'Why?'])).toEqual({
    revision: 4,
    say: [{ text: 'Who is it?' }, { text: 'Why?' }],
    tongue: ENGLISH,
    next: 'listen',
    quietSeconds: 5,
  })
  expect(spoken(cueOf('hold', { quietSeconds: 9 }), ['One moment.', ' '])).toEqual({
    revision: 4,
    say: [{ text: 'One moment.' }],
    tongue: ENGLISH,
    next: 'hold',
    quietSeconds: 9,
  })
})

test.each(['dial', 'hang up', 'reject'] as const)('to %s it leaves, without a word', (next) => {
  const cue = cueOf(next)
  expect(line.says(cue)).toBe(false)
  expect(spoken(cue, ['Goodbye.'])).toEqual({
    revision: 4,
    say: [],
    next: 'leave',
    quietSeconds: 5,
  })
})

test('what is for the owner’s ear is not said to the caller', () => {
  const cue = cueOf('listen', { ear: 'owner' })
  expect(line.says(cue)).toBe(false)
  expect(spoken(cue, ['A caller.'])).toMatchObject({ say: [], next: 'leave' })
})

test('until the caller’s language is known any is heard, after a silence in the one that is spoken', () => {
  const { tongue } = spoken(cueOf('listen'), ['Hola.'], { language: 'es' })!
  expect(tongue).toEqual({ speaks: 'es-US', hears: 'multi' })
  for (const known of [{ languageHeard: true }, { isRetry: true }])
    expect(spoken(cueOf('listen'), ['Hola.'], { language: 'es', ...known })!.tongue).toEqual({
      speaks: 'es-US',
      hears: 'es-US',
    })
})

test('a sentence in another language than the call’s says so', () => {
  const say = (...languages: (string | undefined)[]) =>
    languages.map((language) => ({ sentence: 'greeting', ...(language && { language }) }))
  const cue = cueOf('listen', { say: say('es', 'en', undefined) as Cue['say'] })
  expect(spoken(cue, ['Hola.', 'Hello.', 'Hello?', 'Of no line.'])!.say).toEqual([
    { text: 'Hola.', language: 'es-US' },
    { text: 'Hello.' },
    { text: 'Hello?' },
    { text: 'Of no line.' },
  ])
})

test('no sentence is without an end', () => {
  const [{ text } = { text: '' }] = spoken(cueOf('listen'), ['word '.repeat(1_000)])!.say
  expect(text.length).toBeLessThanOrEqual(3_000)
  expect(text).toMatch(/word$/)
})

test('where nothing can be said it leaves: a document says it', () => {
  const leaves = { revision: 0, say: [], next: 'leave', quietSeconds: 0 }
  expect(readSpoken(line.apology)).toEqual(leaves)
  expect(readSpoken(line.ownerApology)).toEqual(leaves)
  expect(line.statusOf('')).toBe(200)
  expect(line).toMatchObject({ name: 'relay', pauseMs: null })
})

test.each([
  '',
  '<Response/>',
  'null',
  '{}',
  JSON.stringify({ revision: -1, say: [], next: 'leave', quietSeconds: 0 }),
  JSON.stringify({ revision: 1.5, say: [], next: 'leave', quietSeconds: 0 }),
  JSON.stringify({ revision: 1, say: [], next: 'dial', quietSeconds: 0 }),
  JSON.stringify({ revision: 1, say: [], next: 'leave', quietSeconds: 601 }),
  JSON.stringify({ revision: 1, say: [], next: 'leave', quietSeconds: -1 }),
  JSON.stringify({ revision: 1, say: [{}], next: 'leave', quietSeconds: 1 }),
  JSON.stringify({ revision: 1, say: [], tongue: {}, next: 'leave', quietSeconds: 1 }),
])('%s is no answer of this line', (body) => {
  expect(readSpoken(body)).toBeNull()
})

test('the bounds of an answer are in it', () => {
  for (const quietSeconds of [0, 600]) {
    const one = { revision: 0, say: [{ text: '' }], next: 'hold', quietSeconds }
    expect(readSpoken(JSON.stringify(one))).toEqual(one)
  }
})
