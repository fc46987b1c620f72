import { UNKNOWN } from '../../../machines/standing.ts'
import { setup } from 'xstate'
import { describe, expect, test } from 'vitest'
import type { Limits } from '../../../machines/call.ts'
import { callSetup, newCall } from '../../../machines/call-setup.ts'
import { afterHoursFlow } from '../../../machines/flows/after-hours.ts'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { flows, ownFlows, type Flow } from '../../../machines/flows.ts'
import { graphOf } from '../../../machines/graph.ts'
import type { Move } from '../../../machines/simulation/move.ts'
import { possibleAfter } from '../../../machines/simulation/possible.ts'
import { simulate } from '../../../machines/simulation/simulate.ts'
import { walkedEdges } from '../../../machines/simulation/walked-edges.ts'
import { wayTo } from '../../../machines/simulation/way-to.ts'

const LIMITS = { maxTurns: 3, noSpeechRetries: 2 }
const FLOWS = [...flows, ...ownFlows].map((flow) => ({ name: flow.id, flow }))
const ended: Move = { kind: 'event', payload: { type: 'call.ended' } }

function lastOf(flow: Flow, moves: Move[], limits: Limits = LIMITS) {
  return simulate(flow, limits, moves).steps.at(-1)!
}

/** What can happen, in a word each. */
const possible = (flow: Flow, moves: Move[]) =>
  possibleAfter(lastOf(flow, moves)).map((one) =>
    one.kind === 'event' ? one.type : `${one.kind} ${one.port}`,
  )

describe.each(FLOWS)('In the flow $name', ({ flow }) => {
  test('there is a way to every state, and it is a way that can be taken', () => {
    for (const { id, isBlock } of graphOf(flow).states) {
      const { limits, moves: way } = wayTo(flow, LIMITS, id)!
      const { steps, stopped } = simulate(flow, limits, way)
      expect(stopped).toBeNull()
      expect(steps).toHaveLength(way.length + 1)
      const there = steps.at(-1)!
      expect(isBlock ? there.states.map((state) => state.split('_')[0]) : there.states).toContain(
        id,
      )
    }
  })

  test('whatever is offered is taken in, and goes by a line that was offered', () => {
    for (const { id } of graphOf(flow).states) {
      const { limits, moves: way } = wayTo(flow, LIMITS, id)!
      const before = lastOf(flow, way, limits)
      for (const one of possibleAfter(before)) {
        if (one.kind === 'event') continue
        const move: Move =
          one.kind === 'fault'
            ? { kind: 'fault', payload: { port: one.port, error: 'out of order' } }
            : {
                kind: 'answer',
                payload: { port: one.port, output: one.port === 'knowCaller' ? UNKNOWN : null },
              }
        // Of verdicts there has to be one.
        if (one.kind === 'answer' && one.port === 'screen') continue
        const { steps, stopped } = simulate(flow, limits, [...way, move])
        expect(stopped).toBeNull()
        expect(one.edges).toContain(steps.at(-1)!.path[0]?.edge)
      }
    }
  })
})

test('What can happen follows the state: nothing where the call is over, answers only where somebody asks', () => {
  const to = (state: string) => possible(conciergeFlow, wayTo(conciergeFlow, LIMITS, state)!.moves)
  expect(possible(conciergeFlow, [])).toEqual(['call.arrived', 'call.ended'])
  expect(to('listening_greeting').sort()).toEqual([
    'call.ended',
    'caller.silent',
    'caller.spoke',
    'owner.decided',
  ])
  expect(to('screening').sort()).toEqual([
    'answer screen',
    'call.ended',
    'fault screen',
    'hold.ended',
    'owner.decided',
  ])
  expect(to('dialing_screened').sort()).toEqual(['call.ended', 'dial.ended'])
  const { limits, moves } = wayTo(conciergeFlow, LIMITS, 'whispering_announced')!
  const { snapshot: _, ...announced } = lastOf(conciergeFlow, moves, limits)
  expect(announced).toMatchObject({ state: 'whispering.announced', cue: { ear: 'owner' } })
  expect(to('parted')).toEqual([])
})

test('A flow that takes anything offers all there is', () => {
  expect(possible(ownFlows[0]!, [])).toEqual(
    expect.arrayContaining(['caller.spoke', 'hold.ended', 'answer.lost']),
  )
})

test('It stops, and says why, where nobody asks what is answered or the call is over', () => {
  const answer: Move = { kind: 'answer', payload: { port: 'knowCaller', output: UNKNOWN } }
  expect(simulate(conciergeFlow, LIMITS, [answer])).toMatchObject({
    stopped: 'Move 1: nobody asks knowCaller there',
    steps: { length: 1 },
  })
  expect(simulate(conciergeFlow, LIMITS, [ended, ended]).stopped).toBe(
    'Move 2: the call is over, and takes nothing in',
  )
})

test('A flow that breaks shows where, and one without a cue has nothing to say', () => {
  const broken = callSetup
    .extend({
      actions: {
        fall() {
          throw new Error('out of order')
        },
      },
    })
    .createMachine({
      id: 'broken',
      version: '1',
      initial: 'ringing',
      context: newCall,
      entry: 'noteLimits',
      states: { ringing: { on: { 'call.ended': { actions: 'fall' } } } },
    })
  const { steps, stopped } = simulate(broken, LIMITS, [ended, ended])
  expect(steps.map(({ status, cue }) => ({ status, cue }))).toEqual([
    { status: 'going on', cue: null },
    { status: 'broken', cue: null },
  ])
  expect(stopped).toBe('Move 2: the flow is broken, and takes nothing in')
  expect(possibleAfter(steps.at(-1)!)).toEqual([])
})

test('The walk takes every line of our flows, and not one that nothing leads to', () => {
  for (const flow of [...flows, ...ownFlows])
    expect(walkedEdges(flow)).toEqual(graphOf(flow).edges.map(({ id }) => id))
  const island = setup({}).createMachine({
    ...afterHoursFlow.config,
    states: {
      ...afterHoursFlow.config.states,
      island: { meta: { say: [], next: 'hold' }, on: { 'caller.spoke': 'over' } },
    },
  } as never) as unknown as Flow
  const walked = walkedEdges(island.provide(afterHoursFlow.implementations))
  expect(walked).not.toContain('island--caller-spoke--0')
  expect(walked).toHaveLength(graphOf(island).edges.length - 1)
})
