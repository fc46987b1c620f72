/** Where everything of a flow's chart is drawn. The same flow is always drawn the same. */
import { ANY_STATE, type FlowGraph } from '../../machines/graph.ts'
import { arrange, type Place } from './arrange.ts'
import { compact } from './compact.ts'
import { planOf } from './plan.ts'
import { routesOf, type Point } from './route.ts'
import { tenths } from './tenths.ts'

export type { Point }

export interface Frame {
  left: number
  top: number
  width: number
  height: number
}

export interface Stroke {
  edge: string
  /** In the direction in which the call goes. */
  points: Point[]
  /** Whether it ends at a state, so with an arrow. */
  arrives: boolean
}

export interface ChartLayout {
  width: number
  height: number
  /** Of states and blocks. */
  states: Map<string, Frame>
  /** Of the names of blocks. */
  titles: Map<string, Frame>
  /** Of what is written on lines. */
  labels: Map<string, Frame>
  /** Where the lines of what can happen in any state begin; null where there are none. */
  anywhere: Frame | null
  strokes: Stroke[]
}

const MARGIN = 10

export function layoutOf(graph: FlowGraph): ChartLayout {
  const plan = planOf(graph)
  const arrangement = compact(arrange(plan))
  const routes = routesOf(arrangement)
  const frames = new Map([...arrangement.places].map(([id, place]) => [id, frameOf(place)]))
  const states = new Map<string, Frame>()
  const titles = new Map<string, Frame>()
  for (const { id, isBlock } of graph.states)
    if (isBlock) {
      states.set(id, blockFrame(id))
      titles.set(id, frames.get(`${id} title`)!)
    } else states.set(id, frames.get(id)!)
  const strokes = [...routes.ways].map(([{ edge, leads, arrives }, way]): Stroke => {
    const points = way.map(({ x, y }) => ({ x: tenths(x + MARGIN), y: tenths(y + MARGIN) }))
    return { edge, arrives, points: leads === 'up' ? points.toReversed() : points }
  })
  const right = Math.max(
    ...[...states.values(), ...frames.values()].map(({ left, width }) => left + width),
    ...strokes.flatMap(({ points }) => points.map(({ x }) => x)),
  )
  return {
    width: Math.ceil(right + MARGIN),
    height: Math.ceil(routes.height + 2 * MARGIN),
    states,
    titles,
    labels: new Map(graph.edges.map(({ id }) => [id, frames.get(id)!])),
    anywhere: frames.get(ANY_STATE) ?? null,
    strokes,
  }

  function frameOf({ x, layer, width, height }: Place): Frame {
    const [left, top] = [x - width / 2, routes.middles[layer]! - height / 2]
    return { left: tenths(left + MARGIN), top: tenths(top + MARGIN), width, height }
  }

  function blockFrame(id: string): Frame {
    const { left, right: end } = arrangement.blocks.get(id)!
    const { top, bottom } = routes.blocks.get(id)!
    return {
      left: tenths(left + MARGIN),
      top: tenths(top + MARGIN),
      width: tenths(end - left),
      height: tenths(bottom - top),
    }
  }
}
