import { assert, json, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { flows, ownFlows } from '../../../machines/flows.ts'
import { graphOf } from '../../../machines/graph.ts'
import { readAddress, writeAddress, type Played } from '../../../machines/simulation/address.ts'
import { MoveError, readMoves } from '../../../machines/simulation/move.ts'
import { wayTo } from '../../../machines/simulation/way-to.ts'

const LIMITS = { maxTurns: 2, noSpeechRetries: 1 }
const WAYS = [...flows, ...ownFlows].flatMap((flow) =>
  graphOf(flow).states.map(({ id }) => ({ flow: flow.id, ...wayTo(flow, LIMITS, id)! })),
)

test('A way to any state of any flow comes back out of its address', () => {
  for (const { flow, limits, moves } of WAYS) {
    const played: Played = { flow, limits, ways: [moves, []], way: 0, at: moves.length }
    expect(readAddress(writeAddress(played))).toEqual(played)
  }
})

/** What it throws. */
function refusalOf(hash: string): unknown {
  try {
    readAddress(hash)
    return null
  } catch (error) {
    return error
  }
}

test('What was said comes back in whatever script', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const spoke = { kind: 'event', payload: { type: 'caller.spoke', text } } as const
      const played: Played = { flow: 'f', limits: LIMITS, ways: [[spoke]], way: 0, at: 1 }
      const read = readAddress(writeAddress(played))!.ways[0]![0]!
      expect(read.payload).toEqual({ type: 'caller.spoke', text: text.toWellFormed() })
    }),
  )
})

test('An address that anybody made up is read, or refused in words', () => {
  const address = oneof(
    string(),
    json().map((text) => btoa(unescape(encodeURIComponent(text)))),
  )
  assert(
    property(address, (text) => {
      expect(refusalOf(`#${text}`)).toSatisfy(
        (error) => error === null || error instanceof MoveError,
      )
    }),
  )
  expect(() => readAddress(`#${'A'.repeat(70_000)}`)).toThrow('too long')
})

const WHOLE = {
  flow: 'concierge',
  limits: {
    maxTurns: 20,
    noSpeechRetries: 0,
    messages: 'all',
    whisper: 'all',
    askOwner: 'all',
    ownerSeconds: 120,
  },
  ways: [[{ kind: 'event', payload: { type: 'caller.silent' } }], []],
  way: 0,
  at: 1,
} as const

const read = (changed: object) => readAddress(writeAddress({ ...WHOLE, ...changed } as never))
const withLimits = (changed: object) => read({ limits: { ...WHOLE.limits, ...changed } })

test('An address has what was played, within the bounds of what can be', () => {
  expect(read({})).toEqual(WHOLE)
  expect(read({ way: 1, at: 0 })).toEqual({ ...WHOLE, way: 1, at: 0 })
  expect(read({ ways: Array.from({ length: 6 }, () => []), way: 5, at: 0 })!.ways).toHaveLength(6)
  const least = { maxTurns: 0, noSpeechRetries: 20 }
  expect(read({ limits: { ...least, more: 'x' } })!.limits).toEqual(least)
  expect(withLimits({ ownerSeconds: 0 })!.limits.ownerSeconds).toBe(0)
})

test('An address with nothing behind its sign is none', () => {
  for (const hash of ['', '#']) expect(readAddress(hash)).toBeNull()
  expect(() => readAddress('#x')).toThrow(MoveError)
  expect(() => readAddress(`#${btoa('null')}`)).toThrow(MoveError)
  expect(() => readAddress(`#${btoa('7')}`)).toThrow(MoveError)
})

test('An address may be as long as a browser takes', () => {
  const unread = (length: number) => refusalOf(`#${'A'.repeat(length - 1)}`)
  expect(unread(64_000)).toMatchObject({ message: expect.stringContaining('can be read') })
  expect(unread(64_001)).toMatchObject({ message: expect.stringContaining('too long') })
})

test.each([
  { flow: 7 },
  { flow: undefined },
  { limits: null },
  { limits: 'x' },
  { ways: [] },
  { ways: {} },
  { ways: 'x' },
  { ways: Array.from({ length: 7 }, () => []), at: 0 },
  { way: 2, at: 0 },
  { way: -1 },
  { way: 0.5 },
  { way: '0' },
  { way: 1, at: 1 },
  { at: 2 },
  { at: -1 },
  { at: null },
])('An address with %j is refused', (changed) => {
  expect(() => read(changed)).toThrow('holds no simulation that can be read')
})

test.each([
  { maxTurns: 21 },
  { maxTurns: -1 },
  { maxTurns: 1.5 },
  { maxTurns: '1' },
  { maxTurns: undefined },
  { noSpeechRetries: 21 },
  { noSpeechRetries: -1 },
  { noSpeechRetries: undefined },
  { messages: 'some' },
  { messages: null },
  { whisper: 'some' },
  { askOwner: 'some' },
  { ownerSeconds: 121 },
  { ownerSeconds: -1 },
  { ownerSeconds: null },
])('An address with the limits %j is refused', (changed) => {
  expect(() => withLimits(changed)).toThrow('holds no simulation that can be read')
})

test.each([
  [{}, 'are no list'],
  [Array.from({ length: 201 }, () => ({})), '201 moves are too many'],
  [[null], 'Move 1 is none'],
  [[{ kind: 'event', payload: { type: 'caller.spoke' } }], 'Move 1 is none'],
  [[{ kind: 'event', payload: { type: 'caller.spoke', text: 'a'.repeat(4_001) } }], 'Move 1'],
  [[{ kind: 'event', payload: { type: 'dial.ended', outcome: 'toString' } }], 'Move 1'],
  [[{ kind: 'event', payload: { type: 'call.arrived', from: '+14155550123' } }], 'Move 1'],
  [[{ kind: 'event', payload: { type: 'xstate.done.actor.screen' } }], 'Move 1'],
  [[{ kind: 'answer', payload: { port: 'screen', output: { decision: 'transfer' } } }], 'Move 1'],
  [[{ kind: 'answer', payload: { port: 'findOpenDial', output: 'yes' } }], 'Move 1'],
  [[{ kind: 'answer', payload: { port: 'knowCaller', output: [] } }], 'Move 1'],
  [[{ kind: 'fault', payload: { port: 'screen', error: {} } }], 'Move 1'],
  [[{ kind: 'rest', payload: {} }], 'Move 1'],
])('%j is refused: %s', (given, reason) => {
  expect(() => readMoves(given)).toThrow(reason)
})
