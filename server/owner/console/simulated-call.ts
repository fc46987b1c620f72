/** A simulated call, as far as it has come: all of it from the database, so that any process can go on. */
import type { CallContext, CallEvent } from '../../../machines/call.ts'
import { findFlow, type Flow } from '../../../machines/flows.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import { findAnswers } from '../../../storage/calls/answers.ts'
import {
  findConversation,
  findJournal,
  type Conversation,
} from '../../../storage/review/conversations.ts'
import type { Queries } from '../../../storage/database.ts'
import { findLoggedCall } from '../../../storage/review/logged-calls.ts'
import { recordedCall } from '../../replay/logged-call.ts'
import { parseTwiml } from '../../phone/twiml-document.ts'
import { turnsOf, type RecordedCall } from '../../replay/recorded-call.ts'
import { replayCall } from '../../replay/replay-call.ts'

/** One turn: what came, what the ports answered, where the flow went, what was answered. */
interface SimulatedStep {
  at: string
  events: CallEvent[]
  ports: { port: string; output?: unknown; error?: string }[]
  /** Those passed through, by their ids in the chart; the last is where it rests. */
  states: string[]
  /** The lines taken between them. */
  edges: string[]
  /** As dots have it: `listening.greeting`. Null while the turn goes on. */
  state: string | null
  /** Null where it has no answer yet, or nobody heard it. */
  twiml: string | null
}

export interface SimulatedCall {
  call: Conversation
  steps: SimulatedStep[]
  /** Null before the first turn. */
  context: CallContext | null
  /** What the phone obeys: the latest answer that somebody hears; null where it is not known any more. */
  obeyed: string | null
  /** The latest that waits for the caller, or for the end of a dial. */
  waitedAt: string | null
}

/** Undefined where no such call was simulated, or it is erased. */
export async function findSimulatedCall(
  queries: Queries,
  callSid: string,
  concierge: { flows: readonly Flow[]; speech: Speech },
): Promise<SimulatedCall | undefined> {
  const call = await findConversation(queries, callSid)
  if (call?.simulated !== 1 || call.erased_at !== null) return undefined
  const [logged, journal, answers] = await Promise.all([
    findLoggedCall(queries, callSid),
    findJournal(queries, call.id),
    findAnswers(queries, call.id),
  ])
  const recorded = recordedCall(logged!)
  const ways = waysOf(recorded, concierge)
  const bodyOf = new Map(answers.map(({ webhook, body }) => [webhook, body]))
  const bodyAt = new Map(journal.map(({ seq, webhook }) => [seq, bodyOf.get(webhook ?? '')]))
  const steps = turnsOf(recorded).map(({ at, events, notes, rest }, index): SimulatedStep => ({
    at,
    events: events.map(({ event }) => event),
    ports: notes.map(({ payload }) => payload),
    states: ways[index]?.states ?? [],
    edges: ways[index]?.edges ?? [],
    state: rest?.state ?? null,
    twiml: events.map(({ seq }) => bodyAt.get(seq)).find(Boolean) ?? null,
  }))
  const { context = null } = JSON.parse(logged?.snapshot ?? '{}') as { context?: CallContext }
  const heard = steps.flatMap(({ twiml }) => twiml ?? [])
  const obeyed = heard.at(-1) ?? null
  const waitedAt = heard.findLast((twiml) => waitsFor(twiml) !== null) ?? null
  return { call, steps, context, obeyed, waitedAt }
}

/** What a document waits for: the caller's words, the end of the dial, nothing any more. */
export function waitsFor(twiml: string): 'caller' | 'dial' | null {
  const verbs = parseTwiml(twiml)
  if (verbs.some(({ verb }) => verb === 'Gather')) return 'caller'
  return verbs.some(({ verb }) => verb === 'Dial') ? 'dial' : null
}

/** What each turn passed through: the journal names but the states in which it came to rest. */
function waysOf(
  recorded: RecordedCall,
  { flows, speech }: { flows: readonly Flow[]; speech: Speech },
): Pick<SimulatedStep, 'states' | 'edges'>[] {
  const flow = findFlow(recorded.flow, recorded.flowVersion, flows)
  if (!flow || !recorded.limits) return []
  const { turns } = replayCall({ flow, call: recorded, limits: recorded.limits, speech })
  // The first turn begins where the flow does.
  return turns.map(({ states, path }, index) => ({
    states: index === 0 && path[0] ? [path[0].from, ...states] : states,
    edges: path.map(({ edge }) => edge),
  }))
}
