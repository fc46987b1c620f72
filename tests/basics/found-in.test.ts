import { expect, test } from 'vitest'
import { partsOf, partsOfNumber, type Part } from '../../server/basics/found-in.ts'

const shown = (parts: Part[]) =>
  parts.map(({ text, found }) => (found ? `[${text}]` : text)).join('')

test.each([
  ['There is Water, water', 'wATER', 'There is [Water], [water]'],
  ['École', 'e\u0301cole', '[École]'],
  ['İstanbul bridge', 'bridge', 'İstanbul [bridge]'],
  ['👩‍👩‍👧 called', 'called', '👩‍👩‍👧 [called]'],
  ['aaa', 'aa', '[aa]a'],
  ['nothing of it', 'x', 'nothing of it'],
  ['nothing', ' ', 'nothing'],
  ['', 'x', ''],
])('%j is searched for %j', (text, words, marked) => {
  expect(shown(partsOf(text, words))).toBe(marked)
})

test.each([
  ['+1 415 555 0123', '555-01', '+1 415 [555 01]23'],
  ['+1 415 555 0123', '(0415) 555 0123', '+1 [415 555 0123]'],
  ['+1 415 555 0123', '01', '+1 415 555 0123'],
  ['+1 415 555 0123', 'windows 555', '+1 415 555 0123'],
])('the number %s is searched for %j', (number, words, marked) => {
  expect(shown(partsOfNumber(number, words))).toBe(marked)
})
