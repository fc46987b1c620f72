/** Small words that much hangs on: what a state is called, who may have a message, which failures last. */
import { expect, test } from 'vitest'
import {
  isPermanent,
  SCREENER_FAILURES,
  type ScreenerFailure,
} from '../../machines/screener-failure.ts'
import { stateName } from '../../machines/state-name.ts'
import { CALL_KINDS, mayHaveMessage } from '../../machines/verdict.ts'

test.each([
  ['over', 'over'],
  [{ listening: 'greeting' }, 'listening.greeting'],
  [{ a: { b: { c: 'd' } } }, 'a.b.c.d'],
  [{ high: 'rest', low: { deep: 'rest' } }, 'high.rest+low.deep.rest'],
])('the state %j is called %s', (value, name) => {
  expect(stateName(value)).toBe(name)
})

test('whoever sells, cheats, asks around or has dialled wrong has no message, and everybody else may', () => {
  expect(CALL_KINDS.filter((kind) => !mayHaveMessage(kind))).toEqual([
    'sales',
    'scam',
    'survey',
    'wrong_number',
  ])
})

test('a failure lasts where only somebody who mends the settings ends it', () => {
  const codes = Object.keys(SCREENER_FAILURES) as ScreenerFailure[]
  expect(codes.filter(isPermanent)).toEqual([
    'client_error',
    'unauthorized',
    'forbidden',
    'not_found',
    'unknown_model',
    'no_quota',
    'no_credential',
    'certificate',
    'no_model',
  ])
})
