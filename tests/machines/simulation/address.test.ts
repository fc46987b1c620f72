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
