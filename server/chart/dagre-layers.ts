/** Dagre's part: what comes into which layer, and in which order there. https://github.com/dagrejs/dagre/wiki */
import { Graph, layout } from '@dagrejs/dagre'
import { untangle, type OrderedLayers } from './untangle.ts'

export interface Node {
  id: string
  width: number
  height: number
  /** The cluster around it; null at the top. */
  within: string | null
}

export interface Edge {
  from: string
  to: string
  /** Tells it from others between the same nodes. */
  name: string
  /** Whole: with others dagre's network simplex does not find an end (dagre#267). */
  weight: number
}

export interface Layers {
  layerOf(node: string): number
  /** In the middle of a node or a cluster. */
  xOf(id: string): number
  widthOf(cluster: string): number
  /** Where an edge passes layers between its ends. */
  passes(edge: Edge): { x: number; layer: number }[]
}

/** Dagre doubles it for labels on edges; ours are nodes. */
const NEXT_LAYER = 0.5
const SPACING = { nodesep: 14, edgesep: 14, ranksep: 20 }

/** What we use of it: as it is built, the types of the package do not resolve (3.1.3). */
interface DagreGraph {
  setGraph(label: object): void
  setNode(id: string, label: object): void
  setParent(id: string, parent: string): void
  setEdge(from: string, to: string, label: object, name: string): void
  node(id: string): { x: number; y: number; width: number }
  edge(from: string, to: string, name: string): { points: { x: number; y: number }[] }
}

export function layersOf(
  nodes: Node[],
  clusters: Pick<Node, 'id' | 'within'>[],
  edges: Edge[],
): Layers {
  const graph = new Graph({ multigraph: true, compound: true }) as DagreGraph
  graph.setGraph({ ...SPACING })
  for (const { id } of clusters) graph.setNode(id, {})
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  for (const { id, within } of [...clusters, ...nodes])
    if (within !== null) graph.setParent(id, within)
  for (const { from, to, name, weight } of edges)
    graph.setEdge(from, to, { weight, minlen: NEXT_LAYER }, name)
  layout(graph, {
    customOrder(layers: OrderedLayers, order: (layers: OrderedLayers, options: object) => void) {
      order(layers, {})
      untangle(layers)
      // Without doubling it leaves them out where an edge leads to the next layer, and trips over that.
      for (const edge of layers.edges()) layers.edge(edge).points ??= [{ x: 0, y: 0 }]
    },
  })

  const heights = [...new Set(nodes.map(({ id }) => graph.node(id).y))].sort((a, b) => a - b)
  return {
    layerOf: (node) => heights.indexOf(graph.node(node).y),
    xOf: (id) => graph.node(id).x,
    widthOf: (cluster) => graph.node(cluster).width,
    passes: ({ from, to, name }) =>
      graph
        .edge(from, to, name)
        .points.slice(1, -1)
        .map(({ x, y }) => ({ x, layer: heights.indexOf(y) }))
        // Where there are but borders of clusters is no layer.
        .filter(({ layer }) => layer >= 0),
  }
}
