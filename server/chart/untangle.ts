/** After dagre has put its layers in order: neighbours change places where that makes fewer lines cross. */

/** What we use of dagre's graph at that time: its lines lead from each layer to the next only. */
export interface OrderedLayers {
  nodes(): string[]
  node(id: string): { rank?: number; order?: number; dummy?: string }
  parent(id: string): string | undefined
  predecessors(id: string): string[]
  successors(id: string): string[]
  edges(): object[]
  edge(edge: object): { points?: { x: number; y: number }[] }
}

const MOST_ROUNDS = 12

export function untangle(graph: OrderedLayers): void {
  const layers = layersOf(graph)
  for (let round = 0, changed = true; changed && round < MOST_ROUNDS; round++) {
    changed = false
    for (const layer of layers)
      for (let at = 1; at < layer.length; at++) {
        const [left, right] = [layer[at - 1]!, layer[at]!]
        if (!mayChange(left, right) || !isBetter(left, right)) continue
        layer.splice(at - 1, 2, right, left)
        graph.node(right).order = at - 1
        graph.node(left).order = at
        changed = true
      }
  }

  /** Borders stay around what is in the block. */
  function mayChange(left: string, right: string): boolean {
    const isBorder = [left, right].some((id) => graph.node(id).dummy === 'border')
    return !isBorder && graph.parent(left) === graph.parent(right)
  }

  function isBetter(left: string, right: string): boolean {
    const sides = [graph.predecessors, graph.successors].map((neighbours) => ({
      left: neighbours.call(graph, left).map(orderOf),
      right: neighbours.call(graph, right).map(orderOf),
    }))
    const gain = sides
      .map((side) => crossings(side.left, side.right) - crossings(side.right, side.left))
      .reduce((sum, one) => sum + one)
    if (gain !== 0) return gain > 0
    return (
      sides.every(
        (side) =>
          side.left.length > 0 === side.right.length > 0 && mean(side.left) >= mean(side.right),
      ) && sides.some((side) => mean(side.left) > mean(side.right))
    )
  }

  function orderOf(id: string): number {
    return graph.node(id).order!
  }
}

function layersOf(graph: OrderedLayers): string[][] {
  const layers: string[][] = []
  for (const id of graph.nodes()) {
    const { rank, order } = graph.node(id)
    if (rank === undefined || order === undefined) continue
    ;(layers[rank] ??= [])[order] = id
  }
  return layers.map((layer) => layer.filter((id) => id !== undefined))
}

/** Of the lines of two neighbours, the left one's first. */
function crossings(left: number[], right: number[]): number {
  return left.flatMap((one) => right.filter((other) => one > other)).length
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
}
