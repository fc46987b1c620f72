/** Heights for what dagre has put in layers, and the lines between from corner to corner. */
import type { Arrangement, BlockPlace, Course } from './arrange.ts'
import { channelsOf } from './channels.ts'

export interface Point {
  x: number
  y: number
}

export interface Routes {
  height: number
  /** The middle of each layer. */
  middles: number[]
  blocks: Map<string, { top: number; bottom: number }>
  /** Each from its upper end to its lower. */
  ways: Map<Course, Point[]>
}

/** From a layer to where lines may run from side to side, from one such height to the next, and on to a layer. */
const AIR = { below: 13, between: 9, above: 16 }
/** Between the border of a block and what is in it. */
const PADDING = 12

export function routesOf(arrangement: Arrangement): Routes {
  const { places, blocks, courses } = arrangement
  const channels = channelsOf(arrangement)
  const layers = channels.map((_, layer) =>
    Math.max(...[...places.values()].flatMap((one) => (one.layer === layer ? one.height : []))),
  )
  const middles: number[] = []
  /** The first height of each channel. */
  const tracks: number[] = []
  let y = PADDING * nested(0, 'first', blocks)
  for (const [layer, height] of layers.entries()) {
    middles.push(y + height / 2)
    tracks.push(y + height + PADDING * nested(layer, 'last', blocks) + AIR.below)
    const between = AIR.between * Math.max(0, channels[layer]!.tracks - 1)
    y = tracks[layer]! + between + AIR.above + PADDING * nested(layer + 1, 'first', blocks)
  }
  const borders = new Map(
    [...blocks.values()].map((block) => {
      const { first, last } = block
      const top = middles[first]! - layers[first]! / 2 - PADDING * levels(block, 'first', blocks)
      const bottom = middles[last]! + layers[last]! / 2 + PADDING * levels(block, 'last', blocks)
      return [block.id, { top, bottom }]
    }),
  )
  const ways = new Map(courses.map((course): [Course, Point[]] => [course, []]))
  for (const [layer, { runs }] of channels.entries())
    for (const { course, top, bottom, track } of runs) {
      const way = ways.get(course)!
      if (way.length === 0) way.push({ x: top, y: lowerEdge(course.upper) })
      if (track !== null) {
        const height = tracks[layer]! + AIR.between * track
        way.push({ x: top, y: height }, { x: bottom, y: height })
      }
    }
  for (const [course, way] of ways) way.push({ x: way.at(-1)!.x, y: upperEdge(course.lower) })
  const bottom = Math.max(
    middles.at(-1)! + layers.at(-1)! / 2,
    ...[...borders.values()].map((border) => border.bottom),
  )
  return { height: bottom, middles, blocks: borders, ways }

  function lowerEdge(id: string): number {
    const place = places.get(id)
    return place ? middles[place.layer]! + place.height / 2 : borders.get(id)!.bottom
  }

  function upperEdge(id: string): number {
    const place = places.get(id)
    return place ? middles[place.layer]! - place.height / 2 : borders.get(id)!.top
  }
}

/** How many borders of blocks lie between a layer and the channel beside it. */
function nested(layer: number, end: 'first' | 'last', blocks: Map<string, BlockPlace>): number {
  const there = [...blocks.values()].filter((block) => block[end] === layer)
  return Math.max(0, ...there.map((block) => levels(block, end, blocks)))
}

function levels(block: BlockPlace, end: 'first' | 'last', blocks: Map<string, BlockPlace>): number {
  const inside = [...blocks.values()].filter(
    ({ within, [end]: layer }) => within === block.id && layer === block[end],
  )
  return 1 + Math.max(0, ...inside.map((one) => levels(one, end, blocks)))
}
