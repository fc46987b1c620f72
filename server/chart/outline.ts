/** The outline of a state: each kind has a shape of its own, so that nobody depends on colours. */
import type { StateKind } from '../../machines/graph.ts'
import type { Frame } from './chart-layout.ts'
import { roundedOutline, type Corner } from './rounded-path.ts'

/** As the data of a path. */
export function outlineOf(kind: StateKind, frame: Frame): string {
  const { left, top, width, height } = frame
  const [right, bottom, middle] = [left + width, top + height, top + height / 2]
  const corners: Corner[] = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
  switch (kind) {
    // A diamond, drawn out: here it is decided where to go on.
    case 'passing': {
      const point = height * 0.4
      const ends = [
        { x: left, y: middle },
        { x: left + point, y: top },
        { x: right - point, y: top },
        { x: right, y: middle },
        { x: right - point, y: bottom },
        { x: left + point, y: bottom },
      ]
      return roundedOutline(ends, 3)
    }
    case 'thinking':
      return roundedOutline(cut(corners, height * 0.27), 2)
    // As what is said is framed on the page of a call.
    case 'listening':
      return roundedOutline(corners.with(3, { ...corners[3]!, radius: 3 }), 12)
    // Points to the outside, as a signal does in UML.
    case 'dialing':
      return roundedOutline(
        [
          corners[0]!,
          { x: right - height * 0.4, y: top, radius: 3 },
          { x: right, y: middle, radius: 3 },
          { x: right - height * 0.4, y: bottom, radius: 3 },
          corners[3]!,
        ],
        6,
      )
    case 'ending':
      return roundedOutline(corners, height / 2)
    default:
      return roundedOutline(corners, 8)
  }
}

/** With its corners cut off. */
function cut([topLeft, , bottomRight]: Corner[], by: number): Corner[] {
  const [left, top, right, bottom] = [topLeft!.x, topLeft!.y, bottomRight!.x, bottomRight!.y]
  return [
    { x: left, y: top + by },
    { x: left + by, y: top },
    { x: right - by, y: top },
    { x: right, y: top + by },
    { x: right, y: bottom - by },
    { x: right - by, y: bottom },
    { x: left + by, y: bottom },
    { x: left, y: bottom - by },
  ]
}
