/** What of an answer may be said before it is whole: nothing that its end could take back. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createVerdictReader,
  UnreadableAnswerError,
  type ReadVerdict,
} from '../../server/screening/verdict-reader.ts'

/** What may be said after each piece. */
function told(pieces: readonly string[]) {
  const reader = createVerdictReader()
  const said = pieces.map((piece) => {
    reader.push(piece)
    return reader.soFar?.reply ?? ''
  })
  return { said, soFar: reader.soFar, outcome: outcomeOf(() => reader.finish()) }
}

function outcomeOf(finish: () => ReadVerdict): ReadVerdict | string {
  try {
    return finish()
  } catch (error) {
    if (error instanceof UnreadableAnswerError) return error.reason
    throw error
  }
}

test('each word as soon as it is whole, the end of a sentence with the next one', () => {
  const { said, soFar } = told(['{ASK', ':medical}', ' Of', ' course', '.', ' What', ' is', ' it?'])
  expect(said).toEqual([
    '',
    '',
    '',
    'Of',
    'Of',
    'Of course',
    'Of course. What',
    'Of course. What is',
  ])
  expect(soFar).toEqual({ decision: 'ask', kind: 'medical', reply: 'Of course. What is' })
})

test.each([
  ['a transfer', '{TRANSFER:medical} One moment please, I am putting you through. '],
  ['an answer without a command', 'What is it all about then? '],
  ['a command that is not closed', '{ASK What is it all about '],
  ['one that stands behind words', 'Of course {ASK} what is it about '],
  ['a thought', '<think>{ASK} What is it about '],
  ['a refusal', "I'm sorry, I can't help with that. "],
  ['machine text', '{"command":"ASK"} what is it about '],
])('nothing of %s', (_, answer) => {
  expect(told(answer.split('')).soFar).toBeNull()
})

test.each([
  ['{ASK} What is (pauses) that', 'What is'],
  ['{ASK} What is *really* going on', 'What is'],
  ['{ASK} Write to me@example.com now', 'Write to'],
  ['{ASK} See www.example.com for more', 'See'],
  ['{ASK} See example.com for more', 'See'],
  ['{ASK} Hello 😀 there and', 'Hello'],
  ['{ASK} Hello\nCaller: yes I', ''],
  ['{ASK} Why {TRANSFER} now then', 'Why'],
  ['{ASK}\n\nWhat is it', 'What is'],
  ['{ASK} Assistant: What is it', ''],
  ['{ASK} AI concierge: What is it', ''],
  ['{ASK} Caller: What is it', ''],
  ['{ASK} Answer me this one', 'Answer me this'],
  ['{ASK} - What is it', ''],
  ['{ASK} 1. What is it', ''],
  ['{END CALL} Sure, I’ll connect you now', 'Sure'],
  ['{END CALL} Sure, let me put', 'Sure'],
  ['{END CALL} Let me just see what', 'Let me just see'],
  ['{END CALL} Ich verbinde Sie jetzt', ''],
  ['{END CALL} Ich verbinde nicht jetzt', 'Ich verbinde nicht'],
  ['{ASK} One. Two. Three is left out', 'One. Two'],
  ['{ASK} <b>What is it', ''],
  ['<think>Hm.</think>{ASK} What is it', 'What is'],
])('%j: %j', (answer, expected) => {
  expect(told(answer.split('')).said.at(-1)).toBe(expected)
})

const words = fc.constantFrom(
  ...'What is it about Of course Dr e-mail isn’t no le 5 caller AI concierge'.split(' '),
  ...'Answer you Größe ¿Qué 您好 z B ℹ nbsp'.split(' '),
)
const marks = fc.constantFrom(
  ..."\n|\n- |\u200b|\u0301|\u20e3|\ud83d|\t|\u2028|\nCaller:| -| –|. . .|'".split('|'),
  ...'. , ? ! : ; … ,, ?! ’ " ( ) * _ ` # [ ] < > </b> &amp; @ .com / 😀 :) ， { } {ASK}'.split(
    ' ',
  ),
  ...'{TRANSFER} {END_CALL:scam} [ASK] Concierge: https://example.com “ |'.split(' '),
)
/** Most of it plain, so that much is told; some of it anything. */
const body = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: words.map((word) => ` ${word}`) },
    { weight: 4, arbitrary: marks },
    { weight: 1, arbitrary: words },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
  ),
  { maxLength: 80 },
)
const leads = fc.constantFrom(
  '{ASK}',
  '{ASK:family}',
  '\n{end_call|scam}',
  '{ASK',
  '',
  '{TRANSFER}',
)
const answers = fc.tuple(leads, body).map(([lead, rest]) => [lead, ...rest].join(''))
const cuts = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 40 })

function inPieces(answer: string, lengths: number[]): string[] {
  const pieces = []
  for (let at = 0, turn = 0; at < answer.length; turn++) {
    const length = 1 + lengths[turn % lengths.length]!
    pieces.push(answer.slice(at, at + length))
    at += length
  }
  return pieces
}

test('whatever the answer and however it is cut, what was told begins the reply, and grows', () => {
  let spoken = 0
  fc.assert(
    fc.property(answers, cuts, (answer, lengths) => {
      const { said, soFar, outcome } = told(inPieces(answer, lengths))
      for (const [index, now] of said.entries())
        expect(now.startsWith(said[index - 1] ?? '')).toBe(true)
      if (!soFar) return
      spoken++
      expect(outcome).toMatchObject({ decision: soFar.decision, kind: soFar.kind })
      expect((outcome as ReadVerdict).reply.slice(0, soFar.reply.length)).toBe(soFar.reply)
      expect(soFar.decision).not.toBe('transfer')
    }),
    { numRuns: 2_000 },
  )
  expect(spoken).toBeGreaterThan(200)
})

test('a promise is never begun', () => {
  const promise = fc.constantFrom(
    "I'm putting you through",
    "I'm going to put you through",
    'I am happy to connect you',
    'I will gladly connect you',
    'let me transfer you',
    'ich verbinde Sie',
    'je vous mets en relation',
    'le paso con ella',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 6 }), promise, cuts, (before, promised, lengths) => {
      const plain = before.filter((word) => !['no', 'le'].includes(word)).join(' ')
      const answer = `{END CALL} So ${plain} ${promised} and more`
      const { said } = told(inPieces(answer, lengths))
      expect(`So ${plain}`.startsWith(said.at(-1) ?? '')).toBe(true)
    }),
  )
})

test('what is longer than a verdict is told as far as it was', () => {
  const reader = createVerdictReader()
  reader.push(`{ASK} What is it about? ${'word '.repeat(500)}`)
  expect(reader.soFar).toBeNull()
})
