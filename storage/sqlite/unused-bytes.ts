/**
 * Where a page of SQLite's file holds bytes that nobody reads any more. When a page is split, what it gives to its
 * neighbour stays behind in its middle, and `secure_delete` does not reach there. https://sqlite.org/fileformat2.html
 */

/** From and up to, within the page. */
export type Span = [from: number, to: number]

const INTERIOR = new Set([2, 5])
const LEAVES = new Set([10, 13])

/**
 * Of a page in a tree: between the list of its cells and the first of them, and within the blocks that are free. Empty
 * for any other page: the first byte of those is that of a page's number, 0 in any file below 64 GB.
 */
export function unusedBytes(page: Buffer, usable: number): Span[] {
  const type = page[0]!
  if (!INTERIOR.has(type) && !LEAVES.has(type)) return []
  const listedFrom = INTERIOR.has(type) ? 12 : 8
  const from = listedFrom + 2 * page.readUInt16BE(3)
  const to = page.readUInt16BE(5) || 65_536
  if (from > to || to > usable) return []
  return [[from, to], ...freeBlocks(page, to, usable)]
}

/** Each begins with where the next is and with its own length. None where that makes no sense. */
function freeBlocks(page: Buffer, from: number, usable: number): Span[] {
  const spans: Span[] = []
  let earliest = from
  for (let at = page.readUInt16BE(1); at !== 0; at = page.readUInt16BE(at)) {
    if (at < earliest || at + 4 > usable) return []
    const to = at + page.readUInt16BE(at + 2)
    if (to < at + 4 || to > usable) return []
    spans.push([at + 4, to])
    earliest = to
  }
  return spans
}

/** A page of the list of free pages: where the next such page is, and which pages it lists. */
export function freePages(page: Buffer, usable: number): { next: number; listed: number[] } {
  const count = page.readUInt32BE(4)
  if (8 + 4 * count > usable) return { next: 0, listed: [] }
  const listed = Array.from({ length: count }, (_, index) => page.readUInt32BE(8 + 4 * index))
  return { next: page.readUInt32BE(0), listed }
}
