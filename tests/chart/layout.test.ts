import { assert, property } from 'fast-check'
import type { AnyStateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { afterHoursFlow } from '../../machines/flows/after-hours.ts'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { graphOf } from '../../machines/graph.ts'
import { layoutOf } from '../../server/chart/layout.ts'
import { anyMachine } from './any-machine.ts'
import { EVERY_CHART } from './charts.ts'
import { problemsIn } from './legible.ts'

function laidOut(flow: AnyStateMachine) {
  const graph = graphOf(flow)
  return { graph, layout: layoutOf(graph) }
}

/** What the owner has decided is heard before anything the caller says is a reply. */
function heardAt(state: string): string[] {
  return ['answer-lost', 'caller-spoke', 'hold-ended'].map((what) => `${state}--${what}--0`)
}

describe('the layout of a chart', () => {
  test.each(EVERY_CHART)('of $name can be read', ({ flow }) => {
    const { graph, layout } = laidOut(flow)
    expect(problemsIn(graph, layout)).toEqual([])
  })

  test.each(EVERY_CHART)('of $name is the same each time', ({ flow }) => {
    expect(laidOut(flow).layout).toEqual(laidOut(flow).layout)
  })

  test.each([
    {
      flow: conciergeFlow,
      loops: [
        'judged--always--3',
        'askingOwner--caller-silent--0',
        'askingOwner--caller-spoke--0',
        'askingOwner--owner-decided--4',
        ...heardAt('askingOwner_toldByOwner'),
        'askingOwner_toldByOwner--owner-decided--0',
        ...heardAt('listening_toldByOwner'),
        'listening_toldByOwner--owner-decided--0',
      ],
    },
    { flow: afterHoursFlow, loops: ['numberHeard--always--0', 'takingNumber--caller-silent--0'] },
  ])('of $flow.id leads down, but for loops', ({ flow, loops }) => {
    const { layout } = laidOut(flow)
    const upwards = layout.strokes.filter(
      ({ points, arrives }) => arrives && points.at(-1)!.y < points[0]!.y,
    )
    expect(upwards.map(({ edge }) => edge).toSorted()).toEqual(
      [
        ...loops,
        'listening--caller-silent--0',
        'listening--owner-decided--4',
        'offering--owner-decided--0',
        ...heardAt('offering_wished'),
        'takingMessage--owner-decided--0',
        ...['answered--0', 'answered--1', 'accepted--0', 'declined--0'].map(
          (what) => `whispering--owner-${what}`,
        ),
        'screening--hold-ended--0',
        'takingMessage--caller-silent--0',
        'takingMessage--caller-spoke--0',
      ].toSorted(),
    )
    const [listening, screening, judged, dialing] = ['listening', 'screening', 'judged', 'dialing']
      .map((id) => layout.states.get(id)!)
      .map(({ top, height }) => ({ top, bottom: top + height }))
    expect(screening!.top).toBeGreaterThan(listening!.bottom)
    expect(judged!.top).toBeGreaterThan(screening!.bottom)
    expect(dialing!.top).toBeGreaterThan(judged!.bottom)
  })

  test('lets what can happen in one state begin together', () => {
    const { layout } = laidOut(conciergeFlow)
    const ways = layout.strokes
      .filter(({ edge, arrives }) => edge.startsWith('judged--') && !arrives)
      .map(({ points }) => points)
    expect(ways).toHaveLength(7)
    expect(new Set(ways.map(([start]) => start!.x)).size).toBe(1)
    // And turn aside on one height, those that do.
    const turns = ways.filter((points) => points.length > 2).map((points) => points[1]!.y)
    expect(new Set(turns).size).toBe(1)
  })

  test('is not wider than a page of the console at its full size', () => {
    for (const flow of [conciergeFlow, afterHoursFlow])
      expect(laidOut(flow).layout.width).toBeLessThanOrEqual(1200)
  })

  test('finds room for whatever flow there may be', () => {
    assert(
      property(anyMachine(), (machine) => {
        const { graph, layout } = laidOut(machine)
        expect(problemsIn(graph, layout)).toEqual([])
      }),
      // As each time, so that a failure is the fault of what was changed.
      { seed: 3, numRuns: 40 },
    )
  })
})
