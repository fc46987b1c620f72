import { assert, property } from 'fast-check'
import { createMachine, type AnyStateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { afterHoursFlow } from '../../machines/flows/after-hours.ts'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { graphOf } from '../../machines/graph.ts'
import type { ChartLayout } from '../../server/chart/chart-layout.ts'
import { layoutOf } from '../../server/chart/layout.ts'
import { anyMachine } from './any-machine.ts'
import { EVERY_CHART, EVERY_FLOW } from './charts.ts'
import { problemsIn } from './legible.ts'

function laidOut(flow: AnyStateMachine) {
  const graph = graphOf(flow)
  return { graph, layout: layoutOf(graph) }
}

function upwardIn({ strokes }: ChartLayout): string[] {
  const upwards = strokes.filter(
    ({ points, arrives }) => arrives && points.at(-1)!.y < points[0]!.y,
  )
  return upwards.map(({ edge }) => edge).toSorted()
}

const small = createMachine({
  id: 'small',
  initial: 'listening',
  states: {
    listening: { on: { 'caller.spoke': 'screening', 'caller.silent': 'listening' } },
    screening: { on: { asks: 'listening', ends: 'parted' } },
    parted: { type: 'final' },
  },
})

describe('the layout of a chart', () => {
  test.each(EVERY_CHART)('of $name can be read', ({ flow }) => {
    const { graph, layout } = laidOut(flow)
    expect(problemsIn(graph, layout)).toEqual([])
  })

  test.each(EVERY_CHART)('of $name is the same each time', ({ flow }) => {
    expect(laidOut(flow).layout).toEqual(laidOut(flow).layout)
  })

  test.each(EVERY_FLOW)('of $name leads down: what leads back is listed', ({ flow }) => {
    const { layout } = laidOut(flow)
    expect(upwardIn(layout)).toEqual([])
    const [listening, screening, judged, dialing] = ['listening', 'screening', 'judged', 'dialing']
      .flatMap((id) => layout.states.get(id) ?? [])
      .map(({ top, height }) => ({ top, bottom: top + height }))
    if (!dialing) return
    expect(screening!.top).toBeGreaterThan(listening!.bottom)
    expect(judged!.top).toBeGreaterThan(screening!.bottom)
    expect(dialing.top).toBeGreaterThan(judged!.bottom)
  })

  test('of a small flow leads down, but for loops', () => {
    const { layout } = laidOut(small)
    expect(upwardIn(layout)).toEqual(['listening--caller-silent--0', 'screening--asks--0'])
    expect(layout.targets.size).toBe(0)
  })

  test.each(EVERY_FLOW)('of $name has one line to each state, and lists the rest', ({ flow }) => {
    const { graph, layout } = laidOut(flow)
    const drawn = graph.edges.filter(({ id }) => !layout.targets.has(id))
    expect(drawn.length).toBeGreaterThan(graph.states.length / 3)
    const arrived = drawn.flatMap(({ to }) => to)
    expect(new Set(arrived).size).toBe(arrived.length)
  })

  test('lets what can happen in one state begin together', () => {
    const { layout } = laidOut(conciergeFlow)
    const ways = layout.strokes
      .filter(({ edge, arrives }) => edge.startsWith('judged--') && !arrives)
      .map(({ points }) => points)
    expect(ways).toHaveLength(4)
    expect(new Set(ways.map(([start]) => start!.x)).size).toBe(1)
    // And turn aside on one height, those that do.
    const turns = ways.filter((points) => points.length > 2).map((points) => points[1]!.y)
    expect(new Set(turns).size).toBe(1)
  })

  test('is not wider than a page of the console at its full size', () => {
    for (const flow of [conciergeFlow, afterHoursFlow])
      expect(laidOut(flow).layout.width).toBeLessThanOrEqual(1200)
  })

  test.each(EVERY_CHART)('of $name can be read with as few lines as may be', ({ flow }) => {
    const graph = graphOf(flow)
    expect(problemsIn(graph, layoutOf(graph, 0))).toEqual([])
  })

  test('finds room for whatever flow there may be', () => {
    assert(
      property(anyMachine(), (machine) => {
        const { graph, layout } = laidOut(machine)
        expect(problemsIn(graph, layout)).toEqual([])
        expect(problemsIn(graph, layoutOf(graph, 0))).toEqual([])
      }),
      // As each time, so that a failure is the fault of what was changed.
      { seed: 3, numRuns: 40 },
    )
  })
})
