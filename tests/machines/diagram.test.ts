import { createMachine, fromPromise, not, setup, type AnyStateNode } from 'xstate'
import { describe, expect, test } from 'vitest'
import { diagramOf } from '../../machines/diagram.ts'
import { stateId } from '../../machines/graph.ts'
import { flows } from '../../machines/flows.ts'

describe('the diagram of a flow', () => {
  const isLate = () => true
  const line = setup({
    actors: { ask: fromPromise<string>(() => Promise.resolve('yes')) },
    guards: { isShort: () => true, isFor: (_seen, _who: { name: string }) => true },
  }).createMachine({
    id: 'line',
    initial: 'open',
    on: { stopped: '.gone', nudged: { actions: () => undefined } },
    states: {
      open: {
        initial: 'first',
        on: {
          spoke: [
            { guard: 'isShort', target: '.second' },
            { guard: { type: 'isFor', params: { name: 'Ada' } }, target: 'asking' },
            { guard: () => true, target: 'gone' },
            { guard: isLate, target: 'state' },
            { guard: not('isShort'), target: 'gone' },
            { target: 'choosing' },
          ],
        },
        states: { first: { on: { waited: 'second' } }, second: { on: { again: '#line.open' } } },
      },
      asking: {
        tags: 'thinking',
        invoke: { id: 'ask', src: 'ask', onDone: 'choosing', onError: 'gone' },
        on: { repeated: { actions: () => undefined }, '*': 'gone' },
        after: { 500: 'gone' },
      },
      choosing: { always: [{ guard: 'isShort', target: 'open' }, { target: 'state' }] },
      state: { always: 'gone' },
      gone: { type: 'final' },
    },
  })

  test('has states, blocks, ends, events, guards and kinds', () => {
    expect(diagramOf(line)).toBe(`stateDiagram-v2
  [*] --> open
  state open {
    [*] --> open_first
    state "first" as open_first
    state "second" as open_second
  }
  open --> asking : spoke [isFor]
  open --> gone : spoke […]<br/>spoke […]
  open --> state_ : spoke [isLate]
  open --> choosing : spoke, otherwise
  open_first --> open_second : waited
  open_second --> open_first : again
  asking --> asking : repeated
  asking --> gone : anything else<br/>ask fails<br/>after 500
  asking --> choosing : ask answers
  choosing --> open : [isShort]
  choosing --> state_ : otherwise
  state "state" as state_
  state_ --> gone
  gone --> [*]
  note left of gone : stopped<br/>in any other state
  note right of open_second : spoke [isShort]<br/>in any state of open
  classDef thinking fill:#dbeafe,stroke:#2563eb,color:#1e3a8a
  class asking thinking
  classDef passing fill:#f3f4f6,stroke:#6b7280,color:#374151,stroke-dasharray:4 3
  class choosing,state_ passing
  classDef ending fill:#e7f6ec,stroke:#2f855a,color:#1c4532
  class gone ending
`)
  })

  test('keeps regions that run side by side apart', () => {
    const duet = createMachine({
      id: 'duet',
      initial: 'singing',
      states: {
        singing: {
          type: 'parallel',
          states: {
            high: {
              initial: 'rest',
              states: { rest: { on: { cue: 'over' } }, over: { type: 'final' } },
            },
            low: { initial: 'rest', states: { rest: {} } },
          },
          onDone: 'silence',
        },
        silence: { type: 'final' },
      },
    })
    expect(diagramOf(duet)).toContain(`
  state singing {
    state "high" as singing_high {
      [*] --> singing_high_rest
      state "rest" as singing_high_rest
      state "over" as singing_high_over
      singing_high_over --> [*]
    }
    --
    state "low" as singing_low {
      [*] --> singing_low_rest
      state "rest" as singing_low_rest
    }
  }
  singing --> silence : singing is over
  singing_high_rest --> singing_high_over : cue
`)
  })

  test.each(flows.map((flow) => ({ name: flow.id, flow })))(
    'of $name has an id of its own for every state',
    ({ flow }) => {
      const ids = statesIn(flow.root).map(stateId)
      expect(new Set(ids).size).toBe(ids.length)
      const text = diagramOf(flow)
      expect(ids.filter((id) => !new RegExp(`\\b${id}\\b`).test(text))).toEqual([])
    },
  )
})

test.each([
  [['listening', 'greeting'], 'listening_greeting'],
  [['asking on'], 'asking_on'],
  // Mermaid's own words, and what its layout trips over.
  [['Note'], 'Note_'],
  [['constructor'], 'constructor_'],
  [['notes', 'state'], 'notes_state'],
])('the state %j has the id %s', (path, id) => {
  expect(stateId({ path })).toBe(id)
})

function statesIn(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((state) => [state, ...statesIn(state)])
}
