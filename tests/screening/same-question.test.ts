/** When two hearings of a sentence are the same words. */
import { array, assert, boolean, constantFrom, pre, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import type { ScreeningInput } from '../../machines/ports.ts'
import { isSameQuestion, plainWords } from '../../server/screening/same-question.ts'

const same = (one: string, other: string) => plainWords(one) === plainWords(other)

test.each([
  ['my name is ann', 'My name is Ann.'],
  ['hello this is ann', 'Hello, this is Ann!'],
  ['STRASSE', 'straße'],
  ['das große Haus', 'DAS GROẞE HAUS'],
  ['ο κύριος οδυσσεύς', 'Ο ΚΎΡΙΟΣ ΟΔΥΣΣΕΎΣ'],
  ["it's urgent", 'It’s urgent…'],
  ['¿qué hora es?', 'qué hora es'],
  ['你好。', '你好'],
  ['call me at 3.30', 'Call me at 3.30.'],
  ['cafe\u0301', 'Café'],
])('%s is %s', (one, other) => {
  expect(same(one, other)).toBe(true)
})

test.each([
  ['my name is ann', 'my name is anna'],
  ["we're here", 'were here'],
  ['it costs 3.5', 'it costs 35'],
  ['it costs 50%', 'it costs 50'],
  ['it costs $50', 'it costs 50'],
  ['the house is on fire', 'the house is not on fire'],
  ['', 'hello'],
  ['ano', 'año'],
])('%s is not %s', (one, other) => {
  expect(same(one, other)).toBe(false)
})

const LETTERS = Array.from('abcxyzäßéñçøиюπσ中0123')

const sentence = array(string({ unit: constantFrom(...LETTERS), minLength: 1 }), {
  minLength: 1,
  maxLength: 12,
})
const mark = constantFrom('.', ',', '!', '?', ';', ':', '…', ' – ', '"', '。', ' ', '  ')

test('capitals, and punctuation between words, change nothing', () => {
  assert(
    property(sentence, array(mark, { minLength: 12 }), boolean(), (words, marks, up) => {
      const dressed = words.map((word) => (up ? word.toUpperCase() : word))
      const written = dressed.map((word, index) => `${word}${marks[index]} `).join('')
      expect(plainWords(written)).toBe(plainWords(words.join(' ')))
    }),
  )
})

test('whatever else is said is another question', () => {
  assert(
    property(sentence, sentence, (words, others) => {
      pre(words.join(' ').toUpperCase() !== others.join(' ').toUpperCase())
      expect(same(words.join(' '), others.join(' '))).toBe(false)
    }),
  )
})

test('any text, in small or in capitals, is as plain as it gets', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const plain = plainWords(text)
      expect(plainWords(plain)).toBe(plain)
      expect(plainWords(text.toLowerCase())).toBe(plain)
    }),
    { numRuns: 1_000 },
  )
})

const question: ScreeningInput = {
  callSid: 'CA1',
  said: [
    { speaker: 'concierge', text: 'What is it about?' },
    { speaker: 'caller', text: 'my daughter' },
  ],
  withheld: false,
  attestation: 'a',
  language: 'en-US',
}

test.each<[string, Partial<ScreeningInput>, boolean]>([
  [
    'the last words dressed up',
    { said: [question.said[0]!, { speaker: 'caller', text: 'My daughter!' }] },
    true,
  ],
  ['another call', { callSid: 'CA2' }, false],
  ['another language', { language: 'es-ES' }, false],
  ['no language', { language: undefined }, false],
  ['another attestation', { attestation: 'c' }, false],
  ['something told', { told: { contact: 'friend' } as never }, false],
  [
    'words before, dressed up',
    { said: [{ speaker: 'concierge', text: 'what is it about' }, question.said[1]!] },
    false,
  ],
  [
    'the other side’s words',
    { said: [question.said[0]!, { speaker: 'concierge', text: 'my daughter' }] },
    false,
  ],
  ['nothing said', { said: [] }, false],
])('a question with %s', (_what, change, isSame) => {
  expect(isSameQuestion(question, { ...question, ...change })).toBe(isSame)
})
