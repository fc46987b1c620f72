/** Lines of text around a point. */
import { element, escaped } from './element.ts'
import type { Frame } from './chart-layout.ts'
import type { Point } from './route.ts'
import { LEADING } from './sizes.ts'

/** From the middle of letters down to what they stand on, in their size. */
const BASELINE = 0.36

export function drawText(lines: string[], middle: Point, letters: number): string {
  const first = middle.y - ((lines.length - 1) * LEADING) / 2 + letters * BASELINE
  const spans = lines.map((line, index) =>
    element('tspan', { x: middle.x, y: first + index * LEADING }, escaped(line)),
  )
  // Read aloud, and copied, the lines are words of one sentence.
  return element('text', { 'text-anchor': 'middle' }, spans.join(' '))
}

export function middleOf({ left, top, width, height }: Frame): Point {
  return { x: left + width / 2, y: top + height / 2 }
}
