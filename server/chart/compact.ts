/** Pulls together what dagre has set wide; all of it stays in its layer and in its order. */
import type { Arrangement, BlockPlace, Course, Place } from './arrange.ts'
import { align, hanging, hold, settle, shift, type Item } from './pools.ts'
import { MARGIN, PAGE, START_MARK } from './sizes.ts'

/** Lines run straight before all, then they are short. A block does not follow what happens to be below it. */
const WEIGHTS = { line: 8, end: 2, short: 1, border: 30, block: 2, below: 0.1 }
const GAPS = { box: 14, border: 12, line: 12 }
/** Dagre sets much of it far apart, and what hangs together does not find back: it begins nearer. */
const NEARER = 0.4
/** Then nothing moves any more, or by very little. */
const ROUNDS = 24

export function compact({ places, blocks, courses }: Arrangement): Arrangement {
  const items: Item[] = []
  const boxes = new Map([...places].map(([id, place]) => [id, boxOf(place)]))
  const borders = new Map([...blocks].map(([id, block]) => [id, bordersOf(block)]))
  const lines = new Map(courses.map((course) => [course, lineOf(course)]))

  const rows: Item[][] = []
  for (const item of items) (rows[item.layer] ??= []).push(item)
  for (const row of rows) row.sort((one, other) => one.x - other.x)
  const together = [
    ...lines.values(),
    ...[...boxes.values()].map((box) => hanging([box], rows)),
    ...[...borders.keys()].map((id) => hanging(inBlock(id), rows)),
  ].filter((group) => group.length > 1)
  for (let round = 0; round < ROUNDS; round++) {
    for (const row of round % 2 === 0 ? rows.toReversed() : rows) settle(row)
    for (const group of together) shift(group, rows)
  }
  const start = Math.min(...items.map(({ x, left }) => x - left))
  for (const row of rows) hold(row, start + PAGE - 2 * MARGIN)
  const columns = [...borders.values()].flatMap(({ left, right }) => [left, right])
  align(columns, rows)

  const edge = Math.min(...items.map(({ x, left }) => x - left))
  return {
    places: new Map(
      [...places].map(([id, place]) => [id, { ...place, x: boxes.get(id)!.x - edge }]),
    ),
    blocks: new Map(
      [...blocks].map(([id, block]) => {
        const { left, right } = borders.get(id)!
        return [
          id,
          {
            ...block,
            left: Math.min(...left.map(({ x }) => x)) - edge,
            right: Math.max(...right.map(({ x }) => x)) - edge,
          },
        ]
      }),
    ),
    courses: courses.map((course) => ({
      ...course,
      via: lines.get(course)!.map(({ x }) => x - edge),
    })),
  }

  function boxOf({ layer, x, width, isStart }: Place): Item {
    const item = add(layer, x, 'box')
    item.right = width / 2
    item.left = isStart ? width / 2 + START_MARK : width / 2
    return item
  }

  function bordersOf({ id, left, right, first, last, isStart }: BlockPlace): Sides {
    const layers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    const sides = {
      left: layers.map((layer) => add(layer, left, 'border')),
      right: layers.map((layer) => add(layer, right, 'border')),
    }
    if (isStart) for (const border of sides.left) border.left = START_MARK
    for (const [index, one] of sides.left.entries()) {
      const other = sides.right[index]!
      link([one], [other], WEIGHTS.block)
      if (index === 0) continue
      link([sides.left[index - 1]!], [one], WEIGHTS.border)
      link([sides.right[index - 1]!], [other], WEIGHTS.border)
    }
    const title = boxes.get(`${id} title`)!
    link([title], [sides.left[title.layer - first]!], WEIGHTS.short)
    return sides
  }

  function lineOf(course: Course): Item[] {
    const above = blocks.get(course.upper)?.last ?? places.get(course.upper)!.layer
    const line = course.via.map((x, index) => add(above + 1 + index, x, 'line'))
    const parts = [endOf(course.upper, -1), ...line.map((one) => [one]), endOf(course.lower, 0)]
    for (const [index, part] of parts.slice(1).entries()) {
      const isEnd = index === 0 || index === line.length
      const weight = line.length === 0 ? WEIGHTS.short : isEnd ? WEIGHTS.end : WEIGHTS.line
      link(parts[index]!, part, weight)
    }
    return line
  }

  /** A box, or both borders of a block in its first layer or its last. */
  function endOf(id: string, layer: 0 | -1): Item[] {
    const box = boxes.get(id)
    if (box) return [box]
    const { left, right } = borders.get(id)!
    return [left.at(layer)!, right.at(layer)!]
  }

  function inBlock(id: string): Item[] {
    const { left, right } = borders.get(id)!
    return left.flatMap((border, index) => {
      const row = rows[border.layer]!
      return row.slice(row.indexOf(border), row.indexOf(right[index]!) + 1)
    })
  }

  function add(layer: number, x: number, kind: keyof typeof GAPS): Item {
    const item = { layer, x: x * NEARER, left: 0, right: 0, gap: GAPS[kind], links: [] }
    items.push(item)
    return item
  }
}

interface Sides {
  left: Item[]
  right: Item[]
}

function link(ones: Item[], others: Item[], weight: number): void {
  for (const [from, to] of [
    [ones, others],
    [others, ones],
  ] as const)
    for (const item of from)
      item.links.push({ to, weight: from.length > 1 ? WEIGHTS.below : weight })
}
