/** Small words that much hangs on: what a state is called, who hears what, who may have a message, which failures last. */
import { expect, test } from 'vitest'
import { earOf } from '../../machines/cue.ts'
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

test.each([
  [{ type: 'caller.spoke', text: 'hello' }, 'caller'],
  [{ type: 'dial.ended', outcome: 'busy' }, 'caller'],
  [{ type: 'owner.answered', dial: 1 }, 'owner'],
  [{ type: 'owner.accepted', dial: 1 }, 'owner'],
  [{ type: 'owner.declined', dial: 1, wish: 'goodbye' }, 'owner'],
  [{ type: 'owner.decided', choice: 'turn away' }, null],
  [{ type: 'call.ended' }, null],
] as const)('what is answered to %j is heard by %s', (event, ear) => {
  expect(earOf(event)).toBe(ear)
})
