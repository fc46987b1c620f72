/** Which lines of a flow lead back to where the call has been: drawn upwards, so that all others lead down. */
import type { FlowGraph } from '../../machines/graph.ts'

/** What tells a line to one of a transition's targets. */
export function lineName(edge: string, to: string): string {
  return `${edge} ${to}`
}

export function backLines(graph: FlowGraph): Set<string> {
  const blocks = new Map(graph.states.map(({ id, within }) => [id, within]))
  const back = new Set<string>()
  /** By state: where lines lead from it, or from within it, to a state beside it. */
  const steps = new Map<string, { to: string; name: string }[]>()
  for (const { id, from, to: targets } of graph.edges)
    for (const to of targets) {
      const name = lineName(id, to)
      const [start, end] = apart(pathTo(from, blocks), pathTo(to, blocks))
      if (!start || !end) back.add(name)
      else steps.set(start, [...(steps.get(start) ?? []), { to: end, name }])
    }
  const seen = new Set<string>()
  const onTheWay = new Set<string>()
  function follow(state: string): void {
    if (seen.has(state)) return
    seen.add(state)
    onTheWay.add(state)
    for (const { to, name } of steps.get(state) ?? [])
      if (onTheWay.has(to)) back.add(name)
      else follow(to)
    onTheWay.delete(state)
  }
  const starts = [graph.starts, ...graph.states.map((state) => state.starts)].flat()
  for (const state of [...starts, ...blocks.keys()]) follow(state)
  return back
}

/** The blocks around a state, from the outermost on, and the state itself. */
function pathTo(state: string, blocks: Map<string, string | null>): string[] {
  const block = blocks.get(state) ?? null
  return block === null ? [state] : [...pathTo(block, blocks), state]
}

/** Where two paths part; nothing where one ends on the other. */
function apart(one: string[], other: string[]): [string | undefined, string | undefined] {
  const at = one.findIndex((state, index) => state !== other[index])
  return at < 0 ? [undefined, undefined] : [one[at], other[at]]
}
