/** Machines to draw: every flow, and what flows may become. */
import { createMachine, type AnyStateMachine } from 'xstate'
import { flows, ownFlows } from '../../machines/flows.ts'

export const EVERY_FLOW = [...flows, ...ownFlows].map((flow) => ({ name: flow.id, flow }))

/** Blocks in blocks, regions side by side, loops of every kind, and lines in and out of all of them. */
const nested = createMachine({
  id: 'nested',
  initial: 'outer',
  on: { reset: '.outer', noted: { actions: () => undefined } },
  states: {
    outer: {
      initial: 'inner',
      states: {
        inner: {
          initial: 'one',
          states: {
            one: { on: { next: 'two', same: {}, out: '#nested.beside' } },
            two: { on: { back: 'one', up: '#nested.outer' } },
          },
          on: { whole: 'third', again: '.two', self: {} },
        },
        third: { always: '#nested.both' },
      },
      on: { left: 'beside', inside: '.third' },
    },
    beside: { on: { deep: 'outer.inner.two', entered: 'outer', other: 'both' } },
    both: {
      type: 'parallel',
      states: {
        high: { initial: 'on', states: { on: { on: { down: 'off' } }, off: { type: 'final' } } },
        low: { initial: 'on', states: { on: {}, off: { type: 'final' } } },
      },
      on: { split: { target: ['.high.off', '.low.off'] } },
      onDone: 'over',
    },
    over: { type: 'final' },
  },
})

const alone = createMachine({ id: 'alone', initial: 'only', states: { only: {} } })

export const EVERY_CHART: { name: string; flow: AnyStateMachine }[] = [
  ...EVERY_FLOW,
  { name: 'nested', flow: nested },
  { name: 'alone', flow: alone },
]
