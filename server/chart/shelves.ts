/** Pictures beside each other as far as a page is wide, and below. */
import type { ChartLayout, Frame } from './chart-layout.ts'
import type { Point } from './route.ts'
import { PAGE } from './sizes.ts'
import { tenths } from './tenths.ts'

export function onShelves(pictures: ChartLayout[]): ChartLayout {
  const [first, ...others] = pictures as [ChartLayout, ...ChartLayout[]]
  if (others.length === 0) return first
  const whole = { ...first }
  let [x, top] = [first.width, 0]
  for (const picture of others) {
    if (x + picture.width > PAGE) [x, top] = [0, whole.height]
    add(picture, { x, y: top })
    x += picture.width
  }
  return whole

  function add(picture: ChartLayout, by: Point): void {
    whole.width = Math.max(whole.width, by.x + picture.width)
    whole.height = Math.max(whole.height, by.y + picture.height)
    if (picture.anywhere) whole.anywhere = moved(picture.anywhere, by)
    for (const part of ['states', 'heads', 'labels', 'targets'] as const)
      whole[part] = new Map([
        ...whole[part],
        ...[...picture[part]].map(([id, frame]): [string, Frame] => [id, moved(frame, by)]),
      ])
    whole.strokes = [
      ...whole.strokes,
      ...picture.strokes.map((stroke) => ({
        ...stroke,
        points: stroke.points.map((point) => ({
          x: tenths(point.x + by.x),
          y: tenths(point.y + by.y),
        })),
      })),
    ]
  }
}

function moved({ left, top, ...size }: Frame, { x, y }: Point): Frame {
  return { ...size, left: tenths(left + x), top: tenths(top + y) }
}
