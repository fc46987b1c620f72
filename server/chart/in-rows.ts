/** The states of a block that is too wide for a page, in rows one below the other. */
import type { Edge } from './dagre-layers.ts'
import type { Plan } from './plan.ts'

/** Beside them there is room for what is listed in the block. */
const ROW = 600

/** Ties that hold the rows apart; none where lines lead from one of the states to another, which set them apart already. */
export function inRows({ blocks, boxes, pieces }: Plan): Edge[] {
  return blocks.flatMap(({ id }) => {
    const states = boxes.filter(({ within, kind }) => within === id && kind === 'state')
    const ids = new Set(states.map((state) => state.id))
    const isOrdered = pieces.some(({ upper, lower }) => ids.has(upper) || isInside(lower))
    if (isOrdered) return []
    const rows = rowsOf(states)
    return rows
      .slice(1)
      .flatMap((row, index) => rows[index]!.flatMap((from) => row.map((to) => tie(from, to))))

    /** A label within the block is of a line that stays in it. */
    function isInside(box: string): boolean {
      return boxes.some((one) => one.id === box && one.within === id && one.kind === 'label')
    }
  })
}

function rowsOf(states: { id: string; width: number }[]): string[][] {
  const rows: string[][] = []
  let left = 0
  for (const { id, width } of states) {
    if (left < width) {
      rows.push([])
      left = ROW
    }
    rows.at(-1)!.push(id)
    left -= width
  }
  return rows
}

function tie(from: string, to: string): Edge {
  return { from, to, name: `${from} above ${to}`, weight: 1 }
}
