/** The lines of a flow's chart that the walk over all its ways takes. */
import type { Limits } from '../call.ts'
import type { Flow } from '../flows.ts'
import { graphOf } from '../graph.ts'
import { moveOf, walk } from '../walk.ts'
import { simulate } from './simulate.ts'

/** With little patience a call comes soon to where it gives up; whoever is not asked for a message goes other ways. */
const LIMITS: Limits[] = [
  { maxTurns: 1, noSpeechRetries: 1, messages: 'all' },
  { maxTurns: 0, noSpeechRetries: 0, messages: 'none' },
]

/** By their ids, in the order of the chart. Takes some tenths of a second. */
export function walkedEdges(flow: Flow): string[] {
  const walked = new Set(LIMITS.flatMap((limits) => edgesWithin(flow, limits)))
  return graphOf(flow)
    .edges.map(({ id }) => id)
    .filter((id) => walked.has(id))
}

function edgesWithin(flow: Flow, limits: Limits): string[] {
  const walked = new Set<string>()
  const tried = new Set<string>()
  const { beginning, places } = walk(flow, limits)
  for (const place of [...beginning, ...places])
    for (const { event, to } of place.onward) {
      const move = moveOf(event)
      // From the same state to the same by the same goes by the same lines.
      const key = JSON.stringify([place.state, move, to.state])
      if (tried.has(key)) continue
      tried.add(key)
      const { steps } = simulate(flow, limits, [...place.way.map(moveOf), move])
      for (const { edge } of steps.flatMap(({ path }) => path)) walked.add(edge)
    }
  return [...walked]
}
