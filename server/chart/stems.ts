/** Where lines leave states and labels, and come to them: straight where that can be, together where they belong so. */
import type { Arrangement, Course } from './arrange.ts'

/** Lines that leave by the same side share a stem, and so do those that come in by it. */
export function upperStem({ upper, leads }: Course): string {
  return `${upper} bottom ${leads === 'down' ? 'out' : 'in'}`
}

export function lowerStem({ lower, leads }: Course): string {
  return `${lower} top ${leads === 'down' ? 'in' : 'out'}`
}

/** Of a state, a block or a label. */
interface Side extends Range {
  /** In the order of the layers, the upper side of one before its lower. */
  order: number
  isBlock: boolean
  isBelow: boolean
  stems: Map<string, Course[]>
}

interface Range {
  left: number
  right: number
}

interface Wanted {
  stem: string
  x: number
  aims: Range[]
  /** Where its lines go, on the whole. */
  aim: number
  isStraight: boolean
}

/** Corners are left alone. */
const CORNER = { state: 16, label: 9, title: 0, block: 18 }
/** Between stems on one side. */
const APART = 16
/** A stem of several lines gives way that far for one to be straight. */
const YIELD = 14

/** Gives the place of every stem from left to right. */
export function stemsOf(arrangement: Arrangement): Map<string, number> {
  const sides = sidesOf(arrangement)
  const found = new Map<string, number>()
  /** By the order of the side: what else comes through there. */
  const taken = passingBy(arrangement)
  // From the top down: what is above has its place already. A block comes after what is in it.
  const inOrder = [...sides.values()].sort(
    (one, other) => one.order - other.order || Number(one.isBlock) - Number(other.isBlock),
  )
  for (const side of inOrder) {
    const beside = (taken[side.order] ??= [])
    const above = side.isBelow ? [] : (taken[side.order - 1] ?? [])
    const wanted = [...side.stems].map(([stem, courses]) => {
      const aims = courses.map((course) => aimOf(course, stem))
      const aim = aims.reduce((sum, range) => sum + middleOf(range), 0) / aims.length
      const x = placeFor(aims, side)
      const isStraight = aims.every(({ left, right }) => left <= x && x <= right)
      return { stem, aims, aim, x, isStraight }
    })
    for (const { stem, aims, x } of apart(wanted, side)) {
      const others = above.filter((one) => !aims.some(({ left }) => left === one))
      const place = side.isBlock ? clearOf(beside, x, side) : clearOf(others, x, side)
      found.set(stem, place)
      beside.push(place)
    }
  }
  return found

  /** Where a line goes next, seen from a stem: a place, or a range that it may have there. */
  function aimOf(course: Course, stem: string): Range {
    const isUpper = stem === upperStem(course)
    const other = isUpper ? lowerStem(course) : upperStem(course)
    const next = (isUpper ? course.via[0] : course.via.at(-1)) ?? found.get(other)
    if (next !== undefined) return { left: next, right: next }
    const side = sides.get(sideOf(other))!
    if (side.stems.get(other)!.length === 1) return side
    return { left: middleOf(side), right: middleOf(side) }
  }
}

function sideOf(stem: string): string {
  return stem.slice(0, stem.lastIndexOf(' '))
}

function sidesOf({ places, blocks, courses }: Arrangement): Map<string, Side> {
  const sides = new Map<string, Side>()
  for (const course of courses) {
    add(upperStem(course), course, course.upper, true)
    add(lowerStem(course), course, course.lower, false)
  }
  return sides

  function add(stem: string, course: Course, owner: string, isBelow: boolean): void {
    const name = sideOf(stem)
    const side = sides.get(name) ?? newSide(owner, isBelow)
    sides.set(name, side)
    side.stems.set(stem, [...(side.stems.get(stem) ?? []), course])
  }

  function newSide(owner: string, isBelow: boolean): Side {
    const block = blocks.get(owner)
    const stems: Side['stems'] = new Map()
    if (block) {
      const order = 2 * (isBelow ? block.last : block.first) + (isBelow ? 1 : 0)
      const [left, right] = [block.left + CORNER.block, block.right - CORNER.block]
      return { order, isBlock: true, isBelow, stems, left, right }
    }
    const { x, width, layer, kind } = places.get(owner)!
    const reach = Math.max(0, width / 2 - CORNER[kind])
    const order = 2 * layer + (isBelow ? 1 : 0)
    return { order, isBlock: false, isBelow, stems, left: x - reach, right: x + reach }
  }
}

function placeFor(aims: Range[], side: Range): number {
  const middle = middleOf(side)
  const [aim] = aims
  if (aims.length === 1 && aim) {
    const both = { left: Math.max(aim.left, side.left), right: Math.min(aim.right, side.right) }
    if (both.left > both.right) return middle
    const narrower = aim.right - aim.left < side.right - side.left ? aim : side
    return within(both, middleOf(narrower))
  }
  const nearest = aims
    .map((range) => within(range, middle))
    .reduce((best, x) => (Math.abs(x - middle) < Math.abs(best - middle) ? x : best))
  return Math.abs(nearest - middle) <= YIELD ? within(side, nearest) : middle
}

/** Of two that are too near to each other the one that is straight stays where it is. */
function apart(wanted: Wanted[], side: Range): Wanted[] {
  const [left, right] = wanted.toSorted((one, other) => one.aim - other.aim)
  if (!left || !right || right.x - left.x >= APART) return wanted
  const middle = within(
    { left: side.left + APART / 2, right: side.right - APART / 2 },
    left.isStraight === right.isStraight
      ? (left.x + right.x) / 2
      : left.isStraight
        ? left.x + APART / 2
        : right.x - APART / 2,
  )
  return [
    { ...left, x: middle - APART / 2 },
    { ...right, x: middle + APART / 2 },
  ]
}

/** Lines that only pass a layer. */
function passingBy({ places, blocks, courses }: Arrangement): number[][] {
  const passing: number[][] = []
  for (const { upper, via } of courses) {
    const above = blocks.get(upper)?.last ?? places.get(upper)!.layer
    for (const [index, x] of via.entries())
      for (const order of [2 * (above + 1 + index), 2 * (above + 1 + index) + 1])
        (passing[order] ??= []).push(x)
  }
  return passing
}

/** As near as can be to where it should be. */
function clearOf(others: number[], wanted: number, side: Range): number {
  const steps = Array.from({ length: 40 }, (_, step) => [step * 4, step * -4]).flat()
  const places = steps.map((step) => within(side, wanted + step))
  return places.find((x) => others.every((other) => Math.abs(other - x) >= APART / 2)) ?? wanted
}

function middleOf({ left, right }: Range): number {
  return (left + right) / 2
}

function within({ left, right }: Range, x: number): number {
  return left > right ? (left + right) / 2 : Math.min(right, Math.max(left, x))
}
