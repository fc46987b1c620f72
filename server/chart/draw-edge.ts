/** A transition: its line with what is written on it, and an arrow where it arrives. */
import type { GraphEdge } from '../../machines/graph.ts'
import { drawLabel } from './draw-label.ts'
import { drawText, middleOf } from './draw-text.ts'
import { element, escaped } from './element.ts'
import type { ChartLayout, Frame, Stroke } from './chart-layout.ts'
import type { Point } from './route.ts'
import { roundedPath } from './rounded-path.ts'
import { LETTERS } from './sizes.ts'
import { tenths } from './tenths.ts'
import { wordsOn } from './words.ts'

const HEAD = { length: 8, width: 7 }
const RADIUS = 7

export function drawEdge(
  edge: GraphEdge,
  layout: ChartLayout,
  { chart, isFromBlock, leadsTo }: { chart: string; isFromBlock: boolean; leadsTo: string },
): string {
  const { id, from, to, label } = edge
  const strokes = layout.strokes.filter((stroke) => stroke.edge === id)
  const frame = layout.labels.get(id)!
  const target = layout.targets.get(id)
  const count = placeForCount(strokes, frame)
  const attributes = {
    class: 'edge',
    id: `${chart}--${id}`,
    'data-id': id,
    'data-from': from,
    'data-to': to.join(' '),
    'data-x': count.x,
    'data-y': count.y,
  }
  return element(
    'g',
    attributes,
    element('title', {}, escaped(label)),
    element('path', { class: 'line', d: strokes.map(drawStroke).join('') }),
    // A dot on its border: from whatever state of the block.
    isFromBlock && !target ? drawOrigin(strokes[0]!.points[0]!) : '',
    ...strokes.filter(({ arrives }) => arrives).map(drawHead),
    drawLabel(wordsOn(edge), frame),
    target
      ? element('g', { class: 'target' }, drawText([leadsTo], middleOf(target), LETTERS.label))
      : '',
  )
}

/** As the data of a path; an arrow covers its end. */
function drawStroke({ points, arrives }: Stroke): string {
  const { x, y } = points.at(-1)!
  const [right, down] = direction(points)
  const by = arrives ? HEAD.length - 1 : 0
  const end = { x: tenths(x - right * by), y: tenths(y - down * by) }
  return roundedPath([...points.slice(0, -1), end], RADIUS)
}

function drawHead({ points }: Stroke): string {
  const { x, y } = points.at(-1)!
  const [right, down] = direction(points)
  const [back, half] = [HEAD.length, HEAD.width / 2]
  const d =
    right === 0
      ? `M${x} ${tenths(y - down)}l${-half} ${-down * back}h${HEAD.width}Z`
      : `M${tenths(x - right)} ${y}l${-right * back} ${-half}v${HEAD.width}Z`
  return element('path', { class: 'head', d })
}

function drawOrigin({ x, y }: Point): string {
  return element('circle', { class: 'origin', cx: x, cy: y, r: 3 })
}

/** To the right and down, of the last piece of a line: 1, 0 or -1. */
function direction(points: Point[]): [right: number, down: number] {
  const [from, to] = points.slice(-2) as [Point, Point]
  return [Math.sign(to.x - from.x), Math.sign(to.y - from.y)]
}

/** How many calls took it may be written where the line comes out of its label. */
function placeForCount(strokes: Stroke[], { left, top, width, height }: Frame): Point {
  const bottom = top + height
  const leaving = strokes.find(({ arrives, points }) => arrives && points[0]!.y >= bottom - 1)
  return { x: leaving ? leaving.points[0]!.x : left + width / 2, y: bottom }
}
