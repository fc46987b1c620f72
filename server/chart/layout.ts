/** Where everything of a flow's chart is drawn. The same flow is always drawn the same. */
import { ANY_STATE, type FlowGraph } from '../../machines/graph.ts'
import { arrange, type Place } from './arrange.ts'
import { chaptersOf, type Chapter } from './chapters.ts'
import type { ChartLayout, Frame, Stroke } from './chart-layout.ts'
import { compact } from './compact.ts'
import { planOf } from './plan.ts'
import { routesOf, type Point } from './route.ts'
import type { Offset } from './rows.ts'
import { onShelves } from './shelves.ts'
import { MARGIN, PAGE } from './sizes.ts'
import { tenths } from './tenths.ts'

/** With more than `mostLines` transitions, it is drawn in chapters. */
export function layoutOf(graph: FlowGraph, mostLines?: number): ChartLayout {
  const drawn = (isApart: boolean) =>
    chaptersOf(graph, { mostLines, isApart }).map((chapter) => laidOut(chapter, graph))
  const chapters = drawn(false)
  const fits = chapters.length === 1 || chapters.every(({ width }) => width <= PAGE)
  return onShelves(fits ? chapters : drawn(true))
}

function laidOut(chapter: Chapter, graph: FlowGraph): ChartLayout {
  const arrangement = compact(arrange(planOf(chapter, graph)))
  const routes = routesOf(arrangement)
  const { places } = arrangement
  const boxes = new Map([...places].map(([id, place]) => [id, frameOf(place)]))
  const strokes = [...routes.ways].map(([{ edge, leads, arrives }, way]): Stroke => {
    const points = way.map(({ x, y }) => ({ x: tenths(x + MARGIN), y: tenths(y + MARGIN) }))
    return { edge, arrives, points: leads === 'up' ? points.toReversed() : points }
  })
  const layout: ChartLayout = {
    width: 0,
    height: Math.ceil(routes.height + 2 * MARGIN),
    states: new Map(),
    heads: new Map(),
    labels: new Map(),
    targets: new Map(),
    anywhere: boxes.get(ANY_STATE) ?? null,
    strokes,
  }
  for (const { id, isBlock } of chapter.states) {
    const box = isBlock ? `${id} title` : id
    layout.states.set(id, isBlock ? blockFrame(id) : boxes.get(box)!)
    layout.heads.set(id, partOf(places.get(box)!, 'head'))
  }
  const anywhere = places.get(ANY_STATE)
  if (anywhere) layout.heads.set(ANY_STATE, partOf(anywhere, 'head'))
  for (const { id } of chapter.edges)
    if (chapter.lines.has(id)) layout.labels.set(id, boxes.get(id)!)
  for (const place of places.values())
    for (const row of place.rows) {
      const { id } = row.edge
      const [label, target] = [partOf(place, row.label), partOf(place, row.target)]
      const points = arrowTo(target, label)
      layout.labels.set(id, label)
      layout.targets.set(id, target)
      strokes.push({ edge: id, points, arrives: true })
    }
  const right = Math.max(
    ...[...layout.states.values(), ...boxes.values()].map(({ left, width }) => left + width),
    ...strokes.flatMap(({ points }) => points.map(({ x }) => x)),
  )
  return { ...layout, width: Math.ceil(right + MARGIN) }

  function frameOf({ x, layer, width, height }: Place): Frame {
    const [left, top] = [x - width / 2, routes.middles[layer]! - height / 2]
    return { left: tenths(left + MARGIN), top: tenths(top + MARGIN), width, height }
  }

  function partOf(place: Place, part: Offset | 'head'): Frame {
    const { left, top, width } = frameOf(place)
    if (part === 'head') {
      const { head } = place
      return { ...head, left: tenths(left + (width - head.width) / 2), top }
    }
    return { ...part, left: tenths(left + width / 2 + part.x), top: tenths(top + part.y) }
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

/** From what happens to the name of the state it leads to: straight, or down and to the right. */
function arrowTo(target: Frame, label: Frame): Point[] {
  const end = { x: target.left, y: tenths(target.top + target.height / 2) }
  const right = tenths(label.left + label.width)
  if (right < target.left) return [{ x: right, y: end.y }, end]
  const x = tenths(label.left + (target.left - label.left) / 3)
  return [{ x, y: tenths(label.top + label.height) }, { x, y: end.y }, end]
}
