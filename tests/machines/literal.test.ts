/** A flow that left for another tool comes back as it was. */
import { createMachine } from 'xstate'
import * as xstate from 'xstate'
import { expect, test } from 'vitest'
import { flows, ownFlows, type Flow } from '../../machines/flows.ts'
import { literalOf } from '../../machines/literal.ts'
import { walk } from '../../machines/walk.ts'

const LIMITS = { maxTurns: 1, noSpeechRetries: 1 }
const ALL = [...flows, ...ownFlows].map((flow) => ({ name: `${flow.id} ${flow.version}`, flow }))

/** As a tool reads it: the module, with what it imports and exports put in by hand. */
function imported(text: string): Flow {
  const body = text.replace(/^import .*$/m, '').replace('export const machine =', 'return')
  return new Function('createMachine', body)(createMachine) as Flow
}

test.each(ALL)('$name is one literal, and comes to the same states again', ({ flow }) => {
  const text = literalOf(flow)
  expect(text.match(/createMachine\(/g)).toHaveLength(1)
  const again = imported(text).provide(flow.implementations)
  const [was, is] = [flow, again].map((one) =>
    walk(one, LIMITS).places.map(({ state, cue, onward }) => ({
      state,
      cue,
      onward: onward.map(({ event, to }) => ({ event, to: to.state })),
    })),
  )
  expect(is).toEqual(was)
})

test.each(ALL)('$name needs nothing but createMachine of XState to be read', ({ flow }) => {
  expect(Object.keys(xstate)).toContain('createMachine')
  expect(imported(literalOf(flow)).config).toEqual(JSON.parse(JSON.stringify(flow.config)))
})

test('Names and texts that a literal cannot hold as they are come back as they were', () => {
  const odd = createMachine({
    id: 'odd',
    initial: '$fine_1',
    description: `It's "quoted" \\ with\nlines \u2028 and 'more' of it`,
    states: { 'with space': {}, "it's": {}, '42nd': {}, $fine_1: { on: { 'a.b': "it's" } } },
  } as never) as Flow
  expect(imported(literalOf(odd)).config).toEqual(odd.config)
})
