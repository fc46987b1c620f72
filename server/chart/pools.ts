/** Things in a row that keep their order and their distance, each as near to what it is linked with as can be. */

export interface Item {
  /** Which row. */
  layer: number
  x: number
  /** How far it reaches to each side. */
  left: number
  right: number
  /** How far at least it keeps from its neighbours. */
  gap: number
  links: Link[]
}

/** To the middle of one or more other things. */
interface Link {
  to: Item[]
  weight: number
}

/** Between the middles of two neighbours. */
function apart(left: Item, right: Item): number {
  return left.right + Math.min(left.gap, right.gap) + right.left
}

/** A thing, or several that push each other; each at its distance from the first. */
interface Pool {
  x: number
  items: { item: Item; offset: number }[]
}

/**
 * Moves a row to where the sum of the distances to what it is linked with is least. Neighbours that would come too
 * near to each other are pooled (Best and Chakravarti, Active set algorithms for isotonic regression, 1990).
 */
export function settle(row: Item[]): void {
  const pools: Pool[] = []
  for (const item of row) {
    let pool = poolOf([{ item, offset: 0 }])
    for (let before = pools.at(-1); before; before = pools.at(-1)) {
      const last = before.items.at(-1)!
      const offset = last.offset + apart(last.item, pool.items[0]!.item)
      if (before.x + offset <= pool.x) break
      pools.pop()
      const moved = pool.items.map((one) => ({ item: one.item, offset: one.offset + offset }))
      pool = poolOf([...before.items, ...moved])
    }
    pools.push(pool)
  }
  for (const { x, items } of pools) for (const { item, offset } of items) item.x = x + offset
}

function poolOf(items: Pool['items']): Pool {
  const aims = items.flatMap(({ item, offset }) =>
    item.links.map(({ to, weight }) => ({ x: middleOf(to) - offset, weight })),
  )
  return { x: aims.length > 0 ? median(aims) : items[0]!.item.x - items[0]!.offset, items }
}

/** Moves things in different rows, all by as much, as near to what they are linked with as their neighbours let them. */
export function shift(items: Item[], rows: Item[][]): void {
  const aims = items.flatMap(({ x, links }) =>
    links
      .filter(({ to }) => !to.some((one) => items.includes(one)))
      .map(({ to, weight }) => ({ x: middleOf(to) - x, weight })),
  )
  let by = median(aims)
  for (const item of items) {
    const row = rows[item.layer]!
    const at = row.indexOf(item)
    const [before, after] = [row[at - 1], row[at + 1]]
    if (before && !items.includes(before))
      by = Math.max(by, before.x + apart(before, item) - item.x)
    if (after && !items.includes(after)) by = Math.min(by, after.x - apart(item, after) - item.x)
  }
  for (const item of items) item.x += by
}

/** Moves those of a row to the left that reach too far to the right, and what stands in their way. */
export function hold(row: Item[], end: number): void {
  for (let index = row.length - 1; index >= 0; index--) {
    const item = row[index]!
    const next = row[index + 1]
    item.x = Math.min(item.x, next ? next.x - apart(item, next) : end - item.right)
  }
}

/** Brings columns of things into line, to where the rightmost is; what stands in their way makes room to the right. */
export function align(columns: Item[][], rows: Item[][]): void {
  // Where rows contradict each other, this would go on for ever.
  for (let round = 0, changed = true; changed && round < columns.length + 2; round++) {
    changed = false
    for (const column of columns) {
      const x = Math.max(...column.map((item) => item.x))
      for (const item of column) item.x = x
    }
    for (const row of rows)
      for (const [index, item] of row.slice(1).entries()) {
        const least = row[index]!.x + apart(row[index]!, item)
        if (item.x >= least - 1e-6) continue
        item.x = least
        changed = true
      }
  }
}

/** These and all that hangs from them alone. */
export function hanging(items: Item[], rows: Item[][]): Item[] {
  const found = new Set(items)
  const lowest = Math.max(...items.map(({ layer }) => layer))
  for (const row of rows.slice(lowest + 1))
    for (const item of row) {
      const above = item.links.flatMap(({ to }) => to.filter(({ layer }) => layer < item.layer))
      if (above.length > 0 && above.every((one) => found.has(one))) found.add(item)
    }
  return [...found]
}

function middleOf(items: Item[]): number {
  return items.reduce((sum, { x }) => sum + x, 0) / items.length
}

/** Between the two in the middle where both halves weigh the same. */
function median(aims: { x: number; weight: number }[]): number {
  const sorted = aims.toSorted((one, other) => one.x - other.x)
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2
  let sum = 0
  for (const [index, { x, weight }] of sorted.entries()) {
    sum += weight
    if (Math.abs(sum - half) < 1e-6) return (x + sorted[index + 1]!.x) / 2
    if (sum > half) return x
  }
  return 0
}
