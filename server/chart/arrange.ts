/** Everything of a plan in its layer and in its order there, as dagre would have it. */
import { layersOf, type Edge } from './dagre-layers.ts'
import { inRows } from './in-rows.ts'
import type { Box, Piece, Plan, PlannedBlock } from './plan.ts'
import { START_MARK } from './sizes.ts'

export interface Place extends Box {
  /** Its middle. */
  x: number
  layer: number
}

export interface BlockPlace extends PlannedBlock {
  left: number
  right: number
  /** The layers of what is in it. */
  first: number
  last: number
}

export interface Course extends Piece {
  /** Where it passes each layer between its ends. */
  via: number[]
}

export interface Arrangement {
  places: Map<string, Place>
  blocks: Map<string, BlockPlace>
  courses: Course[]
}

export function arrange(plan: Plan): Arrangement {
  const boxes = plan.boxes.filter(({ kind }) => kind !== 'title')
  const ties = new Map(plan.pieces.map((piece) => [piece, tiesOf(piece, plan)]))
  const layers = layersOf(
    boxes.map((box) => ({ ...box, width: box.isStart ? box.width + START_MARK : box.width })),
    plan.blocks,
    [...[...ties.values()].flat(), ...inRows(plan)],
  )
  const places = new Map(
    boxes.map((box): [string, Place] => {
      const x = layers.xOf(box.id) + (box.isStart ? START_MARK / 2 : 0)
      return [box.id, { ...box, x, layer: layers.layerOf(box.id) }]
    }),
  )
  const blocks = new Map<string, BlockPlace>()
  // A block comes after those in it, to be around all of them.
  for (const block of plan.blocks.toReversed()) {
    const inside = boxesIn(block.id, plan).map(({ id }) => places.get(id)!)
    const nested = [...blocks.values()].filter(({ within }) => within === block.id)
    const [x, half] = [layers.xOf(block.id), layers.widthOf(block.id) / 2]
    blocks.set(block.id, {
      ...block,
      // Where blocks are tangled, dagre's borders are not always outside.
      left:
        Math.min(x - half, ...inside.map((one) => one.x), ...nested.map(({ left }) => left)) - 1,
      right:
        Math.max(x + half, ...inside.map((one) => one.x), ...nested.map(({ right }) => right)) + 1,
      first: Math.min(...inside.map(({ layer }) => layer)),
      last: Math.max(...inside.map(({ layer }) => layer)),
    })
  }
  // A name stands first in its block.
  for (const box of plan.boxes.filter(({ kind }) => kind === 'title')) {
    const { left, first } = blocks.get(box.within!)!
    places.set(box.id, { ...box, x: left + 0.5, layer: first })
  }
  const courses = [...ties].map(([piece, tied]): Course => {
    const from = blocks.get(piece.upper)?.last ?? places.get(piece.upper)!.layer
    const to = blocks.get(piece.lower)?.first ?? places.get(piece.lower)!.layer
    const ways = tied.map((tie) =>
      layers.passes(tie).filter(({ layer }) => layer > from && layer < to),
    )
    // Of several the shortest has but what lies between the block and the other end.
    const shortest = ways.reduce((best, way) => (way.length < best.length ? way : best))
    return { ...piece, via: shortest.map(({ x }) => x) }
  })
  return { places, blocks, courses }
}

/**
 * Dagre draws no line to a block: lines to and from all that is in it hold the place of one. So what leads there
 * stands above all of it, and what can happen there below.
 */
function tiesOf(piece: Piece, plan: Plan): Edge[] {
  const { edge, upper, lower } = piece
  const [sources, targets] = [upper, lower].map((id) => {
    const inside = boxesIn(id, plan).map((box) => box.id)
    return inside.length > 0 ? inside : [id]
  }) as [string[], string[]]
  const weight = sources.length * targets.length > 1 ? 1 : weightOf(piece)
  const name = `${edge} ${upper} ${lower}`
  return sources.flatMap((from) => targets.map((to) => ({ from, to, name, weight })))
}

/** What can happen is kept near its state, and lines back have little say in what is where. */
function weightOf({ arrives, leads }: Piece): number {
  if (leads === 'up') return 1
  return arrives ? 2 : 6
}

function boxesIn(block: string, plan: Plan): Box[] {
  return [
    ...plan.boxes.filter(({ within, kind }) => within === block && kind !== 'title'),
    ...plan.blocks.filter(({ within }) => within === block).flatMap(({ id }) => boxesIn(id, plan)),
  ]
}
