/** What makes a chart hard to read: each problem in words. */
import type { FlowGraph } from '../../machines/graph.ts'
import type { ChartLayout, Frame } from '../../server/chart/chart-layout.ts'
import type { Point } from '../../server/chart/route.ts'

export function problemsIn(graph: FlowGraph, layout: ChartLayout): string[] {
  return [
    ...overlaps(layout),
    ...intruders(graph, layout),
    ...strays(graph, layout),
    ...lostEnds(graph, layout),
    ...crossedBoxes(layout),
    ...linesUponEachOther(graph, layout),
  ]
}

/** Everything with words in it: nothing may be drawn over it. */
function boxesOf({ heads, labels, targets }: ChartLayout) {
  return new Map<string, Frame>([
    ...[...heads].map(([id, frame]): [string, Frame] => [`the name of ${id}`, frame]),
    ...labels,
    ...[...targets].map(([id, frame]): [string, Frame] => [`where ${id} leads`, frame]),
  ])
}

/** What else than its own name and list is in the box of a state, or runs through it. */
function intruders(graph: FlowGraph, layout: ChartLayout): string[] {
  const boxes = [...boxesOf(layout)]
  return graph.states.flatMap(({ id, isBlock }) => {
    if (isBlock) return []
    const frame = layout.states.get(id)!
    const own = graph.edges.filter(({ from }) => from === id).map((edge) => edge.id)
    const listed = own.filter((edge) => layout.targets.has(edge))
    const inside = new Set([
      `the name of ${id}`,
      ...listed.flatMap((edge) => [edge, `where ${edge} leads`]),
    ])
    return [
      ...boxes
        .filter(([name, other]) => !inside.has(name) && areas(frame, other))
        .map(([name]) => `${name} is in the box of ${id}`),
      ...boxes
        .filter(([name, other]) => inside.has(name) && !isInside(other, frame))
        .map(([name]) => `${name} is not in the box of ${id}`),
      ...layout.strokes
        .filter(({ edge }) => !listed.includes(edge))
        .filter(({ points }) => segments(points).some((segment) => areas(segment, frame)))
        .map(({ edge }) => `${edge} crosses the box of ${id}`),
    ]
  })
}

function overlaps(layout: ChartLayout): string[] {
  const boxes = [...boxesOf(layout)]
  return boxes.flatMap(([one, frame], index) =>
    boxes
      .slice(index + 1)
      .filter(([, other]) => areas(frame, other))
      .map(([other]) => `${one} overlaps ${other}`),
  )
}

/** Out of the picture, out of its block, or in a block that is not its own. */
function strays(graph: FlowGraph, layout: ChartLayout): string[] {
  const picture = { left: 0, top: 0, width: layout.width, height: layout.height }
  const blocks = graph.states.filter(({ isBlock }) => isBlock)
  const around = (id: string): string[] => {
    const block = graph.states.find((state) => state.id === id)?.within
    return block ? [block, ...around(block)] : []
  }
  return [
    ...[...boxesOf(layout)]
      .filter(([, frame]) => !isInside(frame, picture))
      .map(([id]) => `${id} is out of the picture`),
    ...layout.strokes
      .filter(({ points }) => !points.every((point) => isInside(dot(point), picture)))
      .map(({ edge }) => `the line of ${edge} is out of the picture`),
    ...graph.states.flatMap(({ id }) =>
      blocks.flatMap((block) => {
        if (block.id === id || around(block.id).includes(id)) return []
        const [frame, place] = [layout.states.get(id)!, layout.states.get(block.id)!]
        if (around(id).includes(block.id))
          return isInside(frame, place, 4) ? [] : [`${id} is not in ${block.id}`]
        return areas(frame, place) ? [`${id} is in ${block.id}`] : []
      }),
    ),
    // What happens within a block is told within it.
    ...graph.edges.flatMap(({ id, from, to }) =>
      around(from)
        .filter((block) => to.every((state) => around(state).includes(block)))
        .filter((block) => !isInside(layout.labels.get(id)!, layout.states.get(block)!))
        .map((block) => `the label of ${id} is not in ${block}`),
    ),
    ...blocks.flatMap(({ id }) =>
      isInside(layout.heads.get(id)!, layout.states.get(id)!)
        ? []
        : [`the name of ${id} is not in it`],
    ),
  ]
}

/**
 * A line leads from its state to its label, and from there to each state, with an arrow; what is listed, from its label
 * to the name of the state.
 */
function lostEnds(graph: FlowGraph, layout: ChartLayout): string[] {
  return graph.edges.flatMap(({ id, from, to }) => {
    const lines = layout.strokes.filter(({ edge }) => edge === id)
    const frameOf = (state: string) => layout.states.get(state) ?? layout.anywhere!
    const source = frameOf(from)
    const label = layout.labels.get(id)!
    const target = layout.targets.get(id)
    if (target) {
      const [arrow, ...more] = lines
      const isWhole = more.length === 0 && arrow?.arrives === true
      return isWhole && leads(arrow.points, label, target) ? [] : [`${id} does not lead to a name`]
    }
    const [first, ...others] = lines
    const arrived = others.map(({ points }) => points.at(-1)!)
    return [
      ...(first && touches(first.points[0]!, source) ? [] : [`${id} does not begin at ${from}`]),
      ...(first && touches(first.points.at(-1)!, label)
        ? []
        : [`${id} does not come to its label`]),
      ...to
        .filter((state) => !arrived.some((end) => touches(end, frameOf(state))))
        .map((state) => `${id} does not come to ${state}`),
      ...others
        .filter(({ points }) => !touches(points[0]!, label))
        .map(() => `${id} does not leave its label`),
      ...(others.length === to.length && others.every(({ arrives }) => arrives)
        ? []
        : [`${id} lacks an arrow`]),
    ]
  })
}

function crossedBoxes(layout: ChartLayout): string[] {
  const boxes = [...boxesOf(layout)]
  return layout.strokes.flatMap(({ edge, points }) =>
    segments(points).flatMap((segment) => [
      ...(segment.width > 0.05 && segment.height > 0.05 ? [`${edge} runs aslant`] : []),
      ...boxes.filter(([, frame]) => areas(segment, frame)).map(([id]) => `${edge} crosses ${id}`),
    ]),
  )
}

/** Lines from one state, or to one, may share a piece of their way; all others could be taken for each other. */
function linesUponEachOther(graph: FlowGraph, layout: ChartLayout): string[] {
  const pieces = layout.strokes.map(({ edge, points, arrives }) => {
    const { from, to } = graph.edges.find(({ id }) => id === edge)!
    return {
      edge,
      points,
      ends: arrives ? [edge, ...to.map((state) => `to ${state}`)] : [edge, `from ${from}`],
    }
  })
  return pieces.flatMap((one, index) =>
    pieces
      .slice(index + 1)
      .filter(({ ends }) => !ends.some((end) => one.ends.includes(end)))
      .filter(({ points }) =>
        segments(points).some((segment) =>
          segments(one.points).some((other) => runAlong(segment, other)),
        ),
      )
      .map((other) => `${one.edge} runs upon ${other.edge}`),
  )
}

function segments(points: Point[]): Frame[] {
  return points.slice(1).map((to, index) => {
    const from = points[index]!
    return {
      left: Math.min(from.x, to.x),
      top: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    }
  })
}

function runAlong(one: Frame, other: Frame): boolean {
  const [width, height] = [
    shared(one.left, one.width, other.left, other.width),
    shared(one.top, one.height, other.top, other.height),
  ]
  return (width > 2 && Math.abs(height) < 1) || (height > 2 && Math.abs(width) < 1)
}

/** How long two stretches run side by side; less than nothing where they are apart. */
function shared(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)
}

function areas(one: Frame, other: Frame): boolean {
  return (
    shared(one.left, one.width, other.left, other.width) >
      -0.5 + (one.width && other.width ? 1 : 0) &&
    shared(one.top, one.height, other.top, other.height) > 0.5
  )
}

/** `by`: at least that far from its border. */
function isInside(inner: Frame, outer: Frame, by = 0): boolean {
  return (
    inner.left >= outer.left + by &&
    inner.top >= outer.top + by &&
    inner.left + inner.width <= outer.left + outer.width - by &&
    inner.top + inner.height <= outer.top + outer.height - by
  )
}

function touches({ x, y }: Point, { left, top, width, height }: Frame): boolean {
  const isBeside = x >= left - 0.2 && x <= left + width + 0.2
  return isBeside && (Math.abs(y - top) < 0.2 || Math.abs(y - top - height) < 0.2)
}

/** From the right of what happens, or from below it, to the left of a name. */
function leads(points: Point[], label: Frame, target: Frame): boolean {
  const [start, end] = [points[0]!, points.at(-1)!]
  const isBeside = start.y > label.top && start.y < label.top + label.height
  const isRight = isBeside && Math.abs(start.x - label.left - label.width) < 0.2
  const arrives = end.y > target.top && end.y < target.top + target.height
  return (touches(start, label) || isRight) && arrives && Math.abs(end.x - target.left) < 0.2
}

function dot({ x, y }: Point): Frame {
  return { left: x, top: y, width: 0, height: 0 }
}
