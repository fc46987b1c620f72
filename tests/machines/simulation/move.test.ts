/** What is given as a move: each part of it of its own kind, or the whole is refused. */
import { describe, expect, test } from 'vitest'
import { DIAL_OUTCOMES, OWNER_CHOICES } from '../../../machines/call.ts'
import { readMoves } from '../../../machines/simulation/move.ts'
import { ADD_ONS } from '../../../machines/standing.ts'
import { CALL_KINDS } from '../../../machines/verdict.ts'

type Part = string | number | boolean | null | Part[] | { [name: string]: Part }

const ARRIVAL = {
  type: 'call.arrived',
  callSid: 'CA1',
  from: '+14155550123',
  caller: '+14155550123',
  called: '+12125550142',
  withheld: false,
  forwardedFrom: '+14155550100',
  attestation: 'a',
  spam: ['nomorobo', 'marchex'],
}

const KNOWN = {
  at: '2026-11-27T12:00:00.000Z',
  number: 'fine',
  contact: {
    phoneNumber: '+14155550123',
    name: 'Mom',
    category: 'family',
    by: 'owner',
    hours: 'always',
    language: 'en',
    passesNow: true,
  },
  block: { value: '+1415', note: 'sales', rule: 'prefix' },
  pass: { for: 'words', how: 'through', words: 'parcel' },
  listed: [{ list: 'list', asBlocked: true }],
  history: {
    reached: true,
    calledBack: false,
    callsToday: 2,
    turnedAwayAt: '2026-11-27T12:00:00.000Z',
    about: 'solar',
    language: 'en',
  },
}

const VERDICT = {
  decision: 'ask',
  kind: 'other',
  reply: 'Why?',
  screener: 'rules',
  reasons: ['unclear'],
}

const event = (payload: Part) => ({ kind: 'event', payload })
const answer = (port: string, output: Part) => ({ kind: 'answer', payload: { port, output } })

const MOVES: Record<string, Part> = {
  arrival: event(ARRIVAL),
  words: event({ type: 'caller.spoke', text: 'hello' }),
  interruption: event({ type: 'caller.interrupted', heard: 'Who', unheard: 'is it?' }),
  'end of a dial': event({ type: 'dial.ended', outcome: 'busy' }),
  'answered leg': event({ type: 'owner.answered', dial: 1 }),
  acceptance: event({ type: 'owner.accepted', dial: 1 }),
  refusal: event({ type: 'owner.declined', dial: 1, wish: 'goodbye' }),
  'wish of the owner': event({ type: 'owner.decided', choice: 'say', words: 'five minutes' }),
  dial: answer('findOpenDial', true),
  knowledge: answer('knowCaller', KNOWN),
  verdict: answer('screen', VERDICT),
  fault: { kind: 'fault', payload: { port: 'screen', error: 'away' } },
}

/** One of a few words each, so that another is none. */
const ONE_OF_A_FEW =
  /^(kind|payload\.(type|outcome|wish|choice|attestation|spam\.\d|output\.(number|decision|kind|block\.rule|pass\.(for|how))))$/
const MAY_BE_NULL =
  /^payload\.(caller|forwardedFrom|output\.(contact(\.(by|hours|language))?|block|pass(\.words)?|history\.(turnedAwayAt|about|language)))$/
const MAY_BE_LEFT_OUT = /^payload\.(spam|words|error)$/
const ANY_WHOLE_NUMBER = /callsToday$/

const OTHERS = [
  'a word',
  'a'.repeat(4_000),
  'a'.repeat(4_001),
  7,
  0,
  -1,
  1.5,
  true,
  null,
  [],
  {},
  undefined,
]

function isFine(path: string, was: Part, other: unknown): boolean {
  if (other === undefined) return MAY_BE_LEFT_OUT.test(path)
  if (other === null) return MAY_BE_NULL.test(path)
  if (typeof was === 'string')
    return typeof other === 'string' && other.length <= 4_000 && !ONE_OF_A_FEW.test(path)
  if (typeof was === 'number')
    return Number.isSafeInteger(other) && (ANY_WHOLE_NUMBER.test(path) || (other as number) > 0)
  if (typeof was === 'boolean') return typeof other === 'boolean'
  return Array.isArray(was) && Array.isArray(other)
}

/** Every part of a move but the whole of it, each with its path. */
function* partsOf(whole: Part, path: string[] = []): Generator<[string[], Part]> {
  if (path.length > 0) yield [path, whole]
  if (typeof whole !== 'object' || whole === null) return
  for (const [name, part] of Object.entries(whole)) yield* partsOf(part, [...path, name])
}

function withOther(whole: Part, path: string[], other: unknown): unknown {
  const copy = structuredClone(whole) as Record<string, unknown>
  let around = copy
  for (const name of path.slice(0, -1)) around = around[name] as Record<string, unknown>
  around[path.at(-1)!] = other
  return copy
}

function isRead(move: unknown): boolean {
  try {
    expect(readMoves([move])).toEqual([move])
    return true
  } catch {
    return false
  }
}

describe.each(Object.entries(MOVES))('the %s', (name, move) => {
  test('is read as it is', () => {
    expect(readMoves([move])).toEqual([move])
  })

  test('is refused with any part of another kind, and read with one of the same', () => {
    const wrong: unknown[] = []
    for (const [path, was] of partsOf(move))
      for (const other of OTHERS) {
        // A port of one's own answers whatever it does.
        if (path.join('.') === 'payload.port' && typeof other === 'string') continue
        const due = isFine(path.join('.'), was, other)
        if (isRead(withOther(move, path, other)) !== due) wrong.push([name, path, other, due])
      }
    expect(wrong).toEqual([])
  })
})

const arrival = (given: object) => event({ ...ARRIVAL, ...given })
const known = (given: object) => answer('knowCaller', { ...KNOWN, ...given })
const judged = (given: object) => answer('screen', { ...VERDICT, ...given })

test('whatever is one of a few words may be any of them', () => {
  const { block, pass } = KNOWN
  const all = [
    ...DIAL_OUTCOMES.map((outcome) => event({ type: 'dial.ended', outcome })),
    ...OWNER_CHOICES.map((choice) => event({ type: 'owner.decided', choice })),
    ...['goodbye', 'message'].map((wish) => event({ type: 'owner.declined', dial: 1, wish })),
    ...['caller.silent', 'call.ended', 'hold.ended', 'answer.lost'].map((type) => event({ type })),
    ...['a', 'b', 'c', 'failed', 'none'].map((attestation) => arrival({ attestation })),
    ...Object.keys(ADD_ONS).map((addOn) => arrival({ spam: [addOn] })),
    ...['fine', 'impossible', 'unallocated'].map((number) => known({ number })),
    ...['number', 'prefix', 'country', 'withheld'].map((rule) =>
      known({ block: { ...block, rule } }),
    ),
    ...['all', 'prefix', 'words'].map((whom) => known({ pass: { ...pass, for: whom } })),
    ...['through', 'expected'].map((how) => known({ pass: { ...pass, how } })),
    ...['transfer', 'end', 'ask'].map((decision) => judged({ decision })),
    ...CALL_KINDS.map((kind) => judged({ kind })),
  ]
  expect(readMoves(all)).toEqual(all)
})

test('of nothing is there more than any call has', () => {
  const listed = (length: number) =>
    known({ listed: Array.from({ length }, () => KNOWN.listed[0]!) })
  const reasons = (length: number) => judged({ reasons: Array.from({ length }, () => 'x') })
  const spam = (length: number) => arrival({ spam: Array.from({ length }, () => 'marchex') })
  for (const [most, some] of [
    [50, listed],
    [50, reasons],
    [2, spam],
  ] as const)
    expect([isRead(some(most)), isRead(some(most + 1))]).toEqual([true, false])
  const silent = event({ type: 'caller.silent' })
  expect(readMoves(Array.from({ length: 200 }, () => silent))).toHaveLength(200)
  expect(() => readMoves(Array.from({ length: 201 }, () => silent))).toThrow(
    '201 moves are too many',
  )
})

test.each([null, 7, 'x', [], {}, { kind: 'event' }, { kind: 'event', payload: [] }])(
  '%j is no move',
  (given) => {
    expect(() => readMoves([given])).toThrow('Move 1 is none that a call can take')
    expect(() => readMoves([event({ type: 'call.ended' }), given])).toThrow('Move 2 is none')
  },
)

test('what a port of one’s own has answered is let be', () => {
  for (const output of ['a word', 7, null, [], {}]) {
    const own = answer('ownPort', output)
    expect(readMoves([own])).toEqual([own])
  }
})

test('what was looked up before knowledge had more to it is told as it is today', () => {
  const { phoneNumber, name, category } = KNOWN.contact
  const contact = { phoneNumber, name, category }
  const old = (output: Part) => readMoves([answer('lookUpContact', output)])[0]
  expect(old(contact)).toMatchObject({
    kind: 'answer',
    payload: { port: 'knowCaller', output: { contact: { ...contact, by: null, passesNow: true } } },
  })
  expect(old(null)).toMatchObject({ payload: { port: 'knowCaller', output: { contact: null } } })
  expect(readMoves([{ kind: 'answer', payload: { port: 'lookUpContact' } }])).toMatchObject([
    { payload: { port: 'knowCaller', output: { contact: null } } },
  ])
  const fault = { port: 'lookUpContact', error: 'away' }
  expect(readMoves([{ kind: 'fault', payload: fault }])).toEqual([
    { kind: 'fault', payload: { port: 'knowCaller', error: 'away' } },
  ])
  // Of no shape that it ever had, it is one of somebody's own.
  for (const odd of [7, [], {}, { ...contact, name: 7 }, { phoneNumber, name }])
    expect(old(odd as Part)).toEqual(answer('lookUpContact', odd as Part))
})
