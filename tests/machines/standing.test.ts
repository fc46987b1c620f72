/** How a call is met, rule by rule, and what whoever screens it is told: from what is known of its caller alone. */
import { describe, expect, test } from 'vitest'
import {
  standingOf,
  UNKNOWN,
  type Block,
  type History,
  type KnownContact,
  type Knowledge,
  type Pass,
} from '../../machines/standing.ts'

const AT = '2026-11-27T12:00:00.000Z'
const MINUTE = 60_000
const ago = (ms: number) => new Date(Date.parse(AT) - ms).toISOString()

const SHOWN = { attestation: 'a' }
const FORGED = { attestation: 'failed' }

const MOTHER: KnownContact = {
  phoneNumber: '+14155550123',
  name: 'Mom',
  category: 'family',
  by: null,
  hours: null,
  passesNow: true,
  language: null,
}
const OUTSIDE: KnownContact = { ...MOTHER, hours: 'mon-fri 09:00-17:00', passesNow: false }
const ANYBODY: Pass = { id: 1, for: 'all', how: 'through', words: null }
const COURIER: Pass = { id: 2, for: 'words', how: 'expected', words: 'the courier' }
const block = (given: Partial<Block>): Block => ({
  rule: 'number',
  value: '+14155550123',
  note: '',
  ...given,
})
const listed = (list: string, asBlocked = false) => ({ list, reports: 1, asBlocked })
const history = (given: Partial<History>): History => ({ ...UNKNOWN.history, ...given })

const meets = (known: Partial<Knowledge>, shown: Parameters<typeof standingOf>[1] = SHOWN) =>
  standingOf({ ...UNKNOWN, at: AT, ...known }, shown)
const met = (...given: Parameters<typeof meets>) => {
  const { kind, reason } = meets(...given)
  return `${kind}: ${reason}`
}

test('of whom nothing is known nothing is told', () => {
  expect(meets({})).toEqual({ kind: 'stranger', reason: 'nothing is known of the number' })
})

describe('blocked', () => {
  test.each([
    [block({}), 'the number is blocked'],
    [block({ note: 'sales' }), 'the number is blocked: sales'],
    [block({ rule: 'prefix', value: '+1415' }), 'prefix +1415 is blocked'],
    [
      block({ rule: 'country', value: 'US', note: 'nobody there' }),
      'country US is blocked: nobody there',
    ],
    [block({ rule: 'withheld', value: '' }), 'withheld is blocked'],
  ])('by %j: %s', (one, reason) => {
    expect(meets({ block: one, pass: ANYBODY })).toEqual({ kind: 'blocked', reason })
  })

  test('a contact is by nothing that says less of the number than the entry', () => {
    const byPrefix = { ...MOTHER, by: '+1415' }
    for (const [contact, one, kind] of [
      [MOTHER, block({}), 'blocked'],
      [MOTHER, block({ rule: 'prefix', value: '+1415555' }), 'contact'],
      [MOTHER, block({ rule: 'country', value: 'US' }), 'contact'],
      [byPrefix, block({}), 'blocked'],
      [byPrefix, block({ rule: 'prefix', value: '+141' }), 'contact'],
      [byPrefix, block({ rule: 'prefix', value: '+1415' }), 'blocked'],
      [byPrefix, block({ rule: 'prefix', value: '+14155' }), 'blocked'],
      [byPrefix, block({ rule: 'country', value: 'US' }), 'contact'],
    ] as const)
      expect(meets({ contact, block: one }).kind).toBe(kind)
  })

  test('of a forged number whatever is shown is', () => {
    const one = block({ rule: 'country', value: 'US' })
    expect(meets({ contact: MOTHER, block: one }, FORGED).kind).toBe('blocked')
  })

  test('by add-ons and lists, the add-on first, and of those lists one that is meant to', () => {
    const lists = [listed('mine'), listed('ftc', true)]
    expect(met({ listed: lists }, { ...SHOWN, spam: ['marchex', 'nomorobo'] })).toBe(
      'blocked: Marchex says that it is spam',
    )
    expect(met({ listed: lists }, { ...SHOWN, spam: [] })).toBe('blocked: on the list ftc')
  })

  test('a contact is by no list and no add-on, in its hours or not', () => {
    const lists = [listed('ftc', true)]
    const shown = { ...SHOWN, spam: ['marchex' as const] }
    expect(meets({ contact: MOTHER, listed: lists }, shown).kind).toBe('contact')
    expect(meets({ contact: OUTSIDE, listed: lists }, shown).kind).toBe('known')
    expect(meets({ contact: MOTHER, listed: lists }, { ...shown, ...FORGED }).kind).toBe('doubtful')
  })
})

test.each<[string, Parameters<typeof meets>]>([
  ['contact: a contact, Mom', [{ contact: MOTHER, pass: ANYBODY }]],
  ['contact: a contact, Mom, by +1415…', [{ contact: { ...MOTHER, by: '+1415' } }]],
  ['contact: a contact, Mom', [{ contact: { ...MOTHER, hours: 'mon-sun', passesNow: true } }]],
  ['known: a contact, Mom, outside mon-fri 09:00-17:00', [{ contact: OUTSIDE }]],
  ['doubtful: its carrier says that the number is forged', [{ pass: ANYBODY }, FORGED]],
  [
    'doubtful: its carrier says that the number is forged, which is that of Mom',
    [{ contact: MOTHER }, FORGED],
  ],
  [
    'doubtful: nobody can have the number: it is impossible',
    [{ number: 'impossible', pass: ANYBODY }],
  ],
  ['doubtful: nobody can have the number: it is unallocated', [{ number: 'unallocated' }]],
  ['contact: a contact, Mom', [{ contact: MOTHER, number: 'impossible' }]],
  ['expected: everybody passes for now', [{ pass: ANYBODY, listed: [listed('mine')] }]],
  ['expected: the number passes for now', [{ pass: { ...ANYBODY, for: 'prefix' } }]],
  ['expected: expected: the courier', [{ pass: COURIER }]],
  ['expected: somebody is expected', [{ pass: { ...COURIER, for: 'all', words: null } }]],
  [
    'doubtful: on the list mine',
    [{ listed: [listed('mine')], history: history({ reached: true }) }],
  ],
  [
    'known: a contact, Mom, outside mon-fri 09:00-17:00',
    [{ contact: OUTSIDE, listed: [listed('mine')] }],
  ],
  ['known: has reached you before', [{ history: history({ reached: true, calledBack: true }) }]],
  ['known: was called back before', [{ history: history({ calledBack: true }) }]],
  ['stranger: nothing is known of the number', [{ history: history({ callsToday: 9 }) }]],
])('%s', (due, given) => {
  expect(met(...given)).toBe(due)
})

describe('calling again', () => {
  const turnedAway = (ms: number, given: Partial<History> = {}) =>
    meets({ contact: OUTSIDE, history: history({ turnedAwayAt: ago(ms), ...given }) })

  test('is whoever was turned away within ten minutes, by whichever clock', () => {
    expect(turnedAway(0)).toMatchObject({
      kind: 'calling again',
      reason: 'turned away minutes ago',
    })
    expect(turnedAway(10 * MINUTE - 1).kind).toBe('calling again')
    expect(turnedAway(10 * MINUTE).kind).toBe('known')
    expect(turnedAway(-MINUTE).kind).toBe('calling again')
  })

  test('does not hear the same goodbye as last time', () => {
    const again = [1, 2, 3, 4].map((callsToday) => turnedAway(0, { callsToday }).again)
    expect(again).toEqual(['once', 'more', 'once', 'more'])
  })

  test('comes before what is known, and behind what is expected or listed', () => {
    const past = history({ turnedAwayAt: ago(0), reached: true })
    expect(meets({ history: past }).kind).toBe('calling again')
    expect(meets({ history: past, pass: ANYBODY })).not.toHaveProperty('again')
    expect(meets({ history: past, listed: [listed('mine')] }).kind).toBe('doubtful')
  })
})

test('only who is let through rings the owner without a question', () => {
  expect(meets({ pass: ANYBODY }).through).toBe(true)
  expect(meets({ pass: { ...ANYBODY, for: 'prefix' } }).through).toBe(true)
  expect(meets({ pass: COURIER })).not.toHaveProperty('through')
})

describe('whoever screens is told', () => {
  const told = (...given: Parameters<typeof meets>) => meets(...given).told

  test('nothing of who is blocked, or a contact', () => {
    const past = history({ reached: true, about: 'solar' })
    expect(told({ contact: MOTHER, history: past })).toBeUndefined()
    expect(told({ block: block({}), history: past })).toBeUndefined()
  })

  test('each thing that is known, in its order', () => {
    const all = told({
      contact: OUTSIDE,
      number: 'fine',
      listed: [listed('mine')],
      history: history({
        reached: true,
        calledBack: true,
        turnedAwayAt: ago(0),
        callsToday: 1,
        about: 'solar',
      }),
    })
    expect(all).toEqual({
      facts: [
        'The number is that of somebody the owner knows.',
        'The number is on a list of unwanted callers, unverified.',
        'The owner has talked to this number before.',
        'The owner has called this number back before.',
        'The number has called once before today.',
        'They were turned away a few minutes ago, and call again.',
      ],
      before: 'solar',
    })
  })

  test.each([
    [0, undefined],
    [1, 'The number has called once before today.'],
    [2, 'The number has called twice before today.'],
    [3, 'The number has called several times before today.'],
    [99, 'The number has called several times before today.'],
  ])('of %i calls today: %s', (callsToday, fact) => {
    expect(told({ history: history({ callsToday }) })?.facts.at(0)).toBe(fact)
  })

  test('of a number that is not believed nothing that was said before', () => {
    const past = history({ about: 'solar', reached: true })
    expect(told({ number: 'impossible', history: past })).toEqual({
      facts: [
        'Nobody can have the number that is shown.',
        'The owner has talked to this number before.',
      ],
    })
    expect(told({ history: history({ about: 'solar' }) }, FORGED)).toBeUndefined()
    expect(told({ history: history({ about: 'solar' }) })).toEqual({ facts: [], before: 'solar' })
  })

  test('whom the owner expects, in the owner’s words, or that it is somebody', () => {
    expect(told({ pass: COURIER })).toEqual({ facts: [], expected: 'the courier' })
    const somebody = { ...COURIER, for: 'prefix' as const, words: null }
    expect(told({ pass: somebody, listed: [listed('mine')] })).toEqual({
      facts: [
        'The owner expects a call now.',
        'The number is on a list of unwanted callers, unverified.',
      ],
    })
    // Who is let through is judged by nobody, but may be.
    expect(told({ pass: ANYBODY })).toEqual({ facts: ['The owner expects a call now.'] })
    expect(told({ pass: { ...ANYBODY, words: 'the courier' } })).toEqual({
      facts: [],
      expected: 'the courier',
    })
    // The courier may call from a number that is not believed.
    expect(told({ pass: COURIER, number: 'impossible' })).toEqual({
      facts: ['Nobody can have the number that is shown.'],
      expected: 'the courier',
    })
  })
})
