/** A shortest way from the first ring to a state, by what may be said and answered on the way. */
import { MESSAGES_FROM, type Limits } from '../call.ts'
import type { Flow } from '../flows.ts'
import { stateId } from '../graph.ts'
import type { Verdict } from '../verdict.ts'
import { moveOf, walk, type MachineEvent, type Walk } from '../walk.ts'
import type { Move } from './move.ts'

/** The bounds under which a call goes that way. */
export interface Way {
  limits: Limits
  moves: Move[]
}

/**
 * `state` is its id in the chart, or that of a block: the way leads into it. A state that is only passed through is
 * come to with the last move. Where no call comes there under these limits, others are asked for a message, or nobody.
 * Null where no call comes there at all.
 */
export function wayTo(flow: Flow, limits: Limits, state: string): Way | null {
  const others = MESSAGES_FROM.filter((messages) => messages !== limits.messages)
  for (const tried of [limits, ...others.map((messages) => ({ ...limits, messages }))]) {
    const moves = wayWithin(flow, tried, state)
    if (moves) return { limits: tried, moves }
  }
  return null
}

function wayWithin(flow: Flow, limits: Limits, state: string): Move[] | null {
  for (const [id, way] of walkOf(flow, limits).visited)
    if (stateId(flow.getStateNodeById(id)) === state) return plain(way)
  return null
}

const walks = new WeakMap<Flow, Map<string, Walk>>()

/** Takes some tenths of a second, and is the same for every state. */
function walkOf(flow: Flow, limits: Limits): Walk {
  const known = walks.get(flow) ?? new Map<string, Walk>()
  walks.set(flow, known)
  const key = JSON.stringify(limits)
  const walked = known.get(key) ?? walk(flow, limits)
  known.set(key, walked)
  return walked
}

/** The examples are for machines: with what has to be escaped, and words that are nobody's. */
function plain(way: MachineEvent[]): Move[] {
  return way.map(moveOf).map((move) => {
    if (move.kind === 'event' && move.payload.type === 'caller.spoke')
      return { ...move, payload: { ...move.payload, text: move.payload.text.replace(/[<>]/g, '') } }
    if (move.kind === 'answer' && move.payload.port === 'screen')
      return { ...move, payload: { port: 'screen', output: exampleOf(move.payload.output) } }
    return move
  })
}

/** What a call is ended for decides whether its caller may leave a message. */
function exampleOf(verdict: unknown): Verdict {
  const { decision, kind } = verdict as Verdict
  return decision === 'end' ? { ...EXAMPLES.end, kind } : EXAMPLES[decision]
}

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
