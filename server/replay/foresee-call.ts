/** What would have become of a logged call, had other rules held: its very flow, with another answer to who it is. */
import type { Arrival } from '../../machines/call.ts'
import { noteToday, type PortNote } from '../../machines/ports.ts'
import {
  standingOf,
  type Knowledge,
  type Standing,
  type StandingKind,
} from '../../machines/standing.ts'
import type { RecordedCall } from './recorded-call.ts'
import { replayToday, type Today } from './replay-today.ts'

/** How a call was met. */
export interface Met {
  kind: StandingKind
  /** In words. */
  reason: string
  flow: string
  /** As the flow decided; null where nobody knows, as nobody was asked then. */
  decision: string | null
}

export interface ForeseenCall {
  was: Met
  would: Met
}

/** Null where the call asked nobody who it was, as one that was erased or is a dial of our own. */
export function knownThen(
  call: RecordedCall,
): { arrival: Arrival; knowledge: Knowledge; at: number } | null {
  const arrived = call.journal.find(({ kind, payload }) => kind === 'event' && isArrival(payload))
  const index = call.journal.findIndex(({ kind, payload }) => kind === 'answer' && isWho(payload))
  const answer = call.journal[index]
  if (!arrived || !answer) return null
  const note = noteToday({ kind: 'answer', payload: answer.payload as PortNote['payload'] })
  return {
    arrival: arrived.payload as Arrival,
    knowledge: note.payload.output as Knowledge,
    at: index,
  }
}

/** Null where it would have been met as it was. */
export function foreseeCall(
  call: RecordedCall,
  then: NonNullable<ReturnType<typeof knownThen>>,
  { knowledge, flow }: { knowledge: Knowledge; flow: string },
  today: Today,
): ForeseenCall | null {
  const was = standingOf(then.knowledge, then.arrival)
  const would = standingOf(knowledge, then.arrival)
  if (flow === call.flow && isSame(was, would)) return null
  return {
    was: { ...met(was), flow: call.flow, decision: call.decision },
    would: { ...met(would), flow, decision: decisionOf(call, then.at, { knowledge, flow }, today) },
  }
}

function isSame(one: Standing, other: Standing): boolean {
  return one.kind === other.kind && one.through === other.through
}

function met({ kind, reason }: Standing): Pick<Met, 'kind' | 'reason'> {
  return { kind, reason }
}

function decisionOf(
  call: RecordedCall,
  at: number,
  { knowledge, flow }: { knowledge: Knowledge; flow: string },
  today: Today,
): string | null {
  const payload = { port: 'knowCaller', output: knowledge }
  const journal = call.journal.map((entry, index) => (index === at ? { ...entry, payload } : entry))
  const { turns } = replayToday({ ...call, flow, journal }, today)
  return turns.at(-1)?.decision ?? null
}

function isArrival(payload: unknown): boolean {
  return (payload as { type?: unknown }).type === 'call.arrived'
}

function isWho(payload: unknown): boolean {
  const { port } = payload as { port?: unknown }
  return port === 'knowCaller' || port === 'lookUpContact'
}
