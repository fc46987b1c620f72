/** What of a flow there is to draw, what is in which block, and what is to stand above what. */
import { ANY_STATE, type FlowGraph, type GraphEdge, type GraphState } from '../../machines/graph.ts'
import type { Chapter } from './chapters.ts'
import { backLines, lineName } from './back-lines.ts'
import { withRows, type Listed, type Row } from './rows.ts'
import { labelSize, stateSize, titleSize, type Size } from './sizes.ts'
import { ANYWHERE, targetOf, wordsOn } from './words.ts'

/** What nothing else may cross: a state, a label, the name of a block. */
export interface Box extends Size {
  id: string
  kind: 'state' | 'label' | 'title'
  /** The block around it; null at the top. */
  within: string | null
  /** Whether the block around it, or the flow, begins here. */
  isStart: boolean
  /** The part with the name, at the top of it. */
  head: Size
  /** Below that, what can happen there and has no line of its own. */
  rows: Row[]
}

export interface PlannedBlock {
  id: string
  within: string | null
  /** Whether the block around it, or the flow, begins here. */
  isStart: boolean
}

/** A piece of a line: from a state to what is written on it, or from there to a state. */
export interface Piece {
  edge: string
  /** States, blocks or labels: the upper is drawn higher than the lower. */
  upper: string
  lower: string
  leads: 'down' | 'up'
  /** Whether it ends at a state, so with an arrow. */
  arrives: boolean
}

export interface Plan {
  boxes: Box[]
  blocks: PlannedBlock[]
  pieces: Piece[]
}

/**
 * What can happen in a state stands in a row below it, each with its line on to the next state: a label of an edge
 * has the edge's id, the place where lines from any state begin `ANY_STATE`. What has no line is listed in its state
 * instead, with an arrow to the name of the next.
 */
export function planOf({ lines, ...graph }: Chapter, whole: Pick<FlowGraph, 'states'>): Plan {
  const listed = Map.groupBy(
    graph.edges
      .filter(({ id }) => !lines.has(id))
      .map((edge): Listed => ({ edge, leadsTo: targetOf(whole, edge) })),
    ({ edge }) => edge.from,
  )
  const drawn = { ...graph, edges: graph.edges.filter(({ id }) => lines.has(id)) }
  const starts = new Set([graph.starts, ...graph.states.map((state) => state.starts)].flat())
  const blocks = graph.states.filter(({ isBlock }) => isBlock)
  return {
    boxes: [
      ...graph.states.map((state) => boxOf(state, starts, listed.get(state.id) ?? [])),
      ...(graph.edges.some(({ from }) => from === ANY_STATE)
        ? [anywhere(listed.get(ANY_STATE) ?? [])]
        : []),
      ...labelsIn(drawn),
    ],
    blocks: blocks.map(({ id, within }) => ({ id, within, isStart: starts.has(id) })),
    pieces: piecesOf(drawn),
  }
}

function boxOf(state: GraphState, starts: Set<string>, listed: Listed[]): Box {
  const { id, within, isBlock } = state
  if (isBlock) {
    const title = { id: `${id} title`, kind: 'title', within: id, isStart: false } as const
    return { ...title, ...withRows(titleSize(state), listed, 'beside') }
  }
  return {
    id,
    kind: 'state',
    within,
    isStart: starts.has(id),
    ...withRows(stateSize(state), listed),
  }
}

function anywhere(listed: Listed[]): Box {
  const label = { id: ANY_STATE, kind: 'label', within: null, isStart: false } as const
  return { ...label, ...withRows(labelSize([ANYWHERE]), listed) }
}

function labelsIn(graph: FlowGraph): Box[] {
  const label = { kind: 'label', isStart: false } as const
  const blocks = new Map(graph.states.map(({ id, within }) => [id, within]))
  return graph.edges.map((edge) => ({
    ...label,
    id: edge.id,
    within: blockAround(edge, blocks),
    ...withRows(labelSize(wordsOn(edge)), []),
  }))
}

function piecesOf(graph: FlowGraph): Piece[] {
  const back = backLines(graph)
  return graph.edges.flatMap(({ id: edge, from, to }): Piece[] => [
    { edge, upper: from, lower: edge, leads: 'down', arrives: false },
    ...to.map((state): Piece =>
      back.has(lineName(edge, state))
        ? { edge, upper: state, lower: edge, leads: 'up', arrives: true }
        : { edge, upper: edge, lower: state, leads: 'down', arrives: true },
    ),
  ])
}

/** The innermost block that holds all of the line. */
function blockAround({ from, to }: GraphEdge, blocks: Map<string, string | null>): string | null {
  const around = (id: string): (string | null)[] => {
    const block = blocks.get(id) ?? null
    return block === null ? [null] : [block, ...around(block)]
  }
  const ends = to.map(around)
  return around(from).find((block) => ends.every((end) => end.includes(block))) ?? null
}
