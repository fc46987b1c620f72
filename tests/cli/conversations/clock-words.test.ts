import { expect, test } from 'vitest'
import { duration } from '../../../server/cli/conversations/clock-words.ts'

test.each([
  [0.4, '0 s'],
  [41, '41 s'],
  [59.6, '1 min 00 s'],
  [125, '2 min 05 s'],
  [3720, '1 h 02 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})
