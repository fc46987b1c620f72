/** Between two layers: on which height lines run from side to side, so that they cross as little as can be. */

/** Lines that run together: their places on the upper layer and on the lower. */
export interface Net {
  tops: number[]
  bottoms: number[]
}

/** Lines nearer to each other than this seem to be one. */
const NEAR = 6

/** For each net the number of its height from above, from 0 on; null for one that runs straight down. */
export function tracksOf(nets: Net[]): (number | null)[] {
  const order = inOrder(nets.filter((net) => !isStraight(net)))
  const tracks = new Map<Net, number>()
  for (const [index, net] of order.entries()) {
    const above = order.slice(0, index).filter((other) => overlap(net, other))
    tracks.set(net, 1 + Math.max(-1, ...above.map((other) => tracks.get(other)!)))
  }
  return nets.map((net) => tracks.get(net) ?? null)
}

function isStraight({ tops, bottoms }: Net): boolean {
  return new Set([...tops, ...bottoms]).size === 1
}

/** Each in turn is put where it costs least, for as long as that helps. */
function inOrder(nets: Net[]): Net[] {
  let best = nets
  for (let changed = true; changed;) {
    changed = false
    for (const net of nets)
      for (let at = 0; at < nets.length; at++) {
        const tried = best.filter((other) => other !== net).toSpliced(at, 0, net)
        if (costOf(tried) >= costOf(best)) continue
        best = tried
        changed = true
      }
  }
  return best
}

function costOf(order: Net[]): number {
  return order
    .flatMap((above, index) => order.slice(index + 1).map((below) => costs(above, below)))
    .reduce((sum, cost) => sum + cost, 0)
}

/** What it costs to run the one above the other: crossings, and worse, lines upon each other. */
function costs(above: Net, below: Net): number {
  const crossings =
    above.bottoms.filter((x) => isWithin(x, below)).length +
    below.tops.filter((x) => isWithin(x, above)).length
  const same = above.bottoms.filter((x) => below.tops.some((top) => Math.abs(top - x) < NEAR))
  return crossings + 100 * same.length
}

function rangeOf({ tops, bottoms }: Net): [number, number] {
  return [Math.min(...tops, ...bottoms), Math.max(...tops, ...bottoms)]
}

function isWithin(x: number, net: Net): boolean {
  const [left, right] = rangeOf(net)
  return x > left && x < right
}

function overlap(one: Net, other: Net): boolean {
  const [[left, right], [from, to]] = [rangeOf(one), rangeOf(other)]
  return left <= to + NEAR && from <= right + NEAR
}
