/** What can happen in a state and has no line of its own: a row for each, in the state's box below its name. */
import type { GraphEdge } from '../../machines/graph.ts'
import { labelSize, nameSize, type Size } from './sizes.ts'
import { wordsOn } from './words.ts'

export interface Row {
  edge: GraphEdge
  /** What happens. */
  label: Offset
  /** The name of the state it leads to, to the right of an arrow. */
  target: Offset
}

export interface Listed {
  edge: GraphEdge
  /** In words. */
  leadsTo: string
}

/** From the middle of a box, and from its top. */
export interface Offset extends Size {
  x: number
  y: number
}

const GAPS = { head: 5, row: 4, arrow: 18, side: 7 }
/** From the left of what happens to the arrow below it. */
const INDENT = 12

/**
 * A head with rows below it, and how large that is. `targets`: where the names of the next states stand, `beside` what
 * happens, or `below` it, which takes less room from side to side.
 */
export function withRows(
  head: Size,
  listed: Listed[],
  targets: 'beside' | 'below' = 'below',
): Size & { head: Size; rows: Row[] } {
  if (listed.length === 0) return { ...head, head, rows: [] }
  const sizes = listed.map(({ edge, leadsTo }) => ({
    edge,
    label: labelSize(wordsOn(edge)),
    target: nameSize(leadsTo),
  }))
  const labels = Math.max(...sizes.map(({ label }) => label.width))
  const names = GAPS.arrow + Math.max(...sizes.map(({ target }) => target.width))
  const inner = targets === 'beside' ? labels + names : Math.max(labels, INDENT + names)
  const left = -inner / 2
  let bottom = head.height + GAPS.head
  const rows = sizes.map(({ edge, label, target }): Row => {
    const y = bottom
    const [x, below] =
      targets === 'beside'
        ? [labels + GAPS.arrow, (label.height - target.height) / 2]
        : [INDENT + GAPS.arrow, label.height]
    bottom = y + Math.max(label.height, below + target.height) + GAPS.row
    return {
      edge,
      label: { ...label, width: labels, x: left, y },
      target: { ...target, x: left + x, y: y + below },
    }
  })
  // A block has air around what is in it.
  const width = Math.max(head.width, targets === 'beside' ? inner : inner + 2 * GAPS.side)
  return { width, height: bottom + GAPS.side - GAPS.row, head, rows }
}
