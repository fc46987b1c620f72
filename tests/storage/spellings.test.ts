import { expect, test } from 'vitest'
import { spellingKey, spellingsOf } from '../../storage/spellings.ts'

test.each([
  ['+525512345678', '+5215512345678'],
  ['+541123456789', '+5491123456789'],
  ['+551187654321', '+5511987654321'],
])('%s and %s are one', (one, other) => {
  expect(spellingKey(one)).toBe(spellingKey(other))
  expect(spellingsOf(one).toSorted()).toEqual([one, other].toSorted())
  expect(spellingsOf(other).toSorted()).toEqual([one, other].toSorted())
})

test.each([
  // A landline of São Paulo, and a mobile that happens to end like it.
  ['+551134567890', '+5511934567890'],
  ['+14155550123', '+14155550124'],
  ['+525512345678', '+525512345679'],
  // Eight digits that may be a radio without the 9.
  ['+551178654321', '+5511978654321'],
])('%s and %s are two', (one, other) => {
  expect(spellingKey(one)).not.toBe(spellingKey(other))
})

test.each(['+14155550123', '+493023125012', 'anonymous', ''])('%s is written one way', (number) => {
  expect(spellingsOf(number)).toEqual([number])
})
