/** Straight pieces with round corners between, as the data of a path. */
import type { Point } from './route.ts'
import { tenths } from './tenths.ts'

/** A corner may be rounder than the others, or less. */
export interface Corner extends Point {
  radius?: number
}

/** How near a cubic curve's control points are to the corner for it to look like a part of a circle. */
const ROUND = 0.55

export function roundedPath(points: Corner[], radius: number): string {
  const corners = points
    .slice(1, -1)
    .map((corner, index) => rounded(points[index]!, corner, points[index + 2]!, radius))
  return `M${at(points[0]!)}${corners.join('')}L${at(points.at(-1)!)}`
}

/** Back to where it began. */
export function roundedOutline(points: Corner[], radius: number): string {
  const corners = points.map((corner, index) =>
    rounded(points.at(index - 1)!, corner, points[(index + 1) % points.length]!, radius),
  )
  return `${corners.join('').replace(/^L/, 'M')}Z`
}

function rounded(before: Point, corner: Corner, after: Point, usual: number): string {
  const most = Math.min(distance(before, corner), distance(corner, after)) / 2
  const radius = Math.min(corner.radius ?? usual, most)
  const [from, to] = [towards(corner, before, radius), towards(corner, after, radius)]
  const [leaving, coming] = [
    towards(from, corner, radius * ROUND),
    towards(to, corner, radius * ROUND),
  ]
  return `L${at(from)}C${at(leaving)} ${at(coming)} ${at(to)}`
}

function towards(from: Point, to: Point, length: number): Point {
  const share = length / (distance(from, to) || 1)
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function at({ x, y }: Point): string {
  return `${tenths(x)} ${tenths(y)}`
}
