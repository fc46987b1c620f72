/** A shortest way from the first ring to a state, by what may be said and answered on the way. */
import type { AnyMachineSnapshot } from 'xstate'
import type { Limits } from '../call.ts'
import type { Flow } from '../flows.ts'
import { stateId } from '../graph.ts'
import type { Verdict } from '../verdict.ts'
import { moveOf, walk, type MachineEvent, type Walk } from '../walk.ts'
import type { Move } from './move.ts'
import { simulate } from './simulate.ts'

/**
 * `state` is its id in the chart, or that of a block: the way leads into it. A state that is only passed through is
 * come to with the last move. Null where no call comes there.
 */
export function wayTo(flow: Flow, limits: Limits, state: string): Move[] | null {
  const { places, beginning } = walkOf(flow, limits)
  const all = [...beginning, ...places]
  const resting = all.find(({ snapshot }) => isIn(snapshot, state))
  if (resting) return plain(resting.way)
  for (const place of all)
    for (const { event } of place.onward) {
      const way = [...place.way, event]
      const { steps } = simulate(flow, limits, way.map(moveOf))
      if (steps.at(-1)?.states.includes(state)) return plain(way)
    }
  return null
}

const walks = new WeakMap<Flow, Map<string, Walk>>()

/** Takes a tenth of a second or two, and is the same for every state. */
function walkOf(flow: Flow, limits: Limits): Walk {
  const known = walks.get(flow) ?? new Map<string, Walk>()
  walks.set(flow, known)
  const key = JSON.stringify(limits)
  const walked = known.get(key) ?? walk(flow, limits)
  known.set(key, walked)
  return walked
}

function isIn({ _nodes: nodes }: AnyMachineSnapshot, state: string): boolean {
  return nodes.some((node) => stateId(node) === state)
}

/** The examples are for machines: with what has to be escaped, and words that are nobody's. */
function plain(way: MachineEvent[]): Move[] {
  return way.map(moveOf).map((move) => {
    if (move.kind === 'event' && move.payload.type === 'caller.spoke')
      return { ...move, payload: { ...move.payload, text: move.payload.text.replace(/[<>]/g, '') } }
    if (move.kind === 'answer' && move.payload.port === 'screen')
      return {
        ...move,
        payload: { port: 'screen', output: EXAMPLES[decisionIn(move.payload.output)] },
      }
    return move
  })
}

const decisionIn = (verdict: unknown) => (verdict as Verdict).decision

function example(decision: Verdict['decision'], kind: Verdict['kind'], reply: string): Verdict {
  return { decision, kind, reply, screener: 'simulated', reasons: ['chosen in a simulation'] }
}

/**
 * A verdict of each kind, for who plays a flow without a screener.
 * @public to the page
 */
export const EXAMPLES = {
  transfer: example(
    'transfer',
    'emergency',
    'Thank you for telling me. I am putting you through now.',
  ),
  ask: example('ask', 'other', 'Of course. What has happened, and how soon does it matter?'),
  end: example('end', 'sales', 'Thank you, but that is nothing for us. Goodbye.'),
} satisfies Record<Verdict['decision'], Verdict>
