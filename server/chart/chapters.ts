/** A flow with too many lines for one picture, in several; what leads from one to another is listed, not drawn. */
import { ANY_STATE, type FlowGraph, type GraphEdge } from '../../machines/graph.ts'

export interface Chapter extends FlowGraph {
  /** The ids of the transitions that have lines. The others are listed in the state where they begin. */
  lines: ReadonlySet<string>
}

export interface ChapterOptions {
  mostLines?: number | undefined
  /** Whether a chapter ends where the first block begins already: then it is not so wide. */
  isApart?: boolean
}

/** With more, they hide what they are to show. */
const MOST_LINES = 40

/**
 * A small flow is one chapter, with a line for each transition. In a large one each state has the line by which it is
 * first come to, and where that leads to a second block a chapter of its own begins.
 */
export function chaptersOf(
  graph: FlowGraph,
  { mostLines = MOST_LINES, isApart = false }: ChapterOptions = {},
): Chapter[] {
  if (graph.edges.length <= mostLines)
    return [{ ...graph, lines: new Set(graph.edges.map(({ id }) => id)) }]
  const states = new Map(graph.states.map((state) => [state.id, state]))
  const happening = Map.groupBy(graph.edges, ({ from }) => outermost(from))
  const lines = new Set<string>()
  const reached = new Set<string>()
  // What a set gains while it is gone through is gone through too. What no way leads to stands at the end.
  const begins = new Set(graph.starts.map(outermost))
  const chapters = [...chaptersFrom(begins)]
  if (happening.has(ANY_STATE)) begins.add(ANY_STATE)
  for (const { id } of graph.states) begins.add(outermost(id))
  chapters.push(...chaptersFrom(begins))
  return chapters.map((chapter) => ({
    id: graph.id,
    starts: graph.starts.filter((start) => chapter.has(outermost(start))),
    states: graph.states.filter(({ id }) => chapter.has(outermost(id))),
    edges: graph.edges.filter(({ from }) => chapter.has(outermost(from))),
    lines,
  }))

  /** States and blocks that stand in no other, as many as lines lead to from one. */
  function* chaptersFrom(known: Set<string>): Iterable<Set<string>> {
    for (const begin of known) {
      if (reached.has(begin)) continue
      reached.add(begin)
      const chapter = new Set([begin])
      for (const state of chapter)
        for (const edge of happening.get(state) ?? [])
          if (isFirstWay(edge, chapter)) lines.add(edge.id)
      yield chapter
    }
  }

  function isFirstWay({ from, to: [to] }: GraphEdge, chapter: Set<string>): boolean {
    const isInside = outermost(from) === outermost(to!)
    const next = isInside ? to! : outermost(to!)
    if (reached.has(next) || next === from || around(next).includes(from)) return false
    if (!isInside) {
      if (isBlock(next) && (isApart || [...chapter].some(isBlock))) {
        begins.add(next)
        return false
      }
      chapter.add(next)
    }
    reached.add(next)
    return true
  }

  function isBlock(id: string): boolean {
    return states.get(id)?.isBlock ?? false
  }

  /** The blocks around it, from the innermost on. */
  function around(id: string): string[] {
    const block = states.get(id)?.within ?? null
    return block === null ? [] : [block, ...around(block)]
  }

  function outermost(id: string): string {
    return around(id).at(-1) ?? id
  }
}
