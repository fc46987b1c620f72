/** What there is to count of a span of time: decisions, kinds, latencies; day by day, as the owner's calendar has them. */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'
import type { CallRow } from '../schema.ts'
import { readAhead } from './asked-ahead.ts'
import { spellingsOf } from '../spellings.ts'

export interface Span {
  /** UTC, ISO 8601; `from` included, `to` not. */
  from: string
  to: string
  /** Whether simulated calls count too. */
  simulated?: boolean
  /** Only calls to this number, E.164. */
  line?: string | undefined
  /** `2026-11-22` of a moment in UTC: counted here and not by the database, for SQL Server knows no IANA zones. */
  dayOf(moment: string): string
  /** Sees every call that counts, in the order of time. */
  each?(call: CountedCall): void
  /** Whether to read how long the answers took; by default they are. */
  latencies?: boolean
}

export type CountedCall = Pick<CallRow, 'start_time' | 'caller_id'>

export interface Day {
  /** 2026-11-22 */
  date: string
  calls: number
  decisions: Record<string, number>
  kinds: Record<string, number>
  /** By what became of them for the owner, see `BECAME`. */
  became: Record<string, number>
  /** From webhook to answer, in ms, ascending. */
  turnMs: number[]
  /** Ascending. */
  modelMs: number[]
  /** How much earlier verdicts were asked for than the words were final, ascending: those that came true. */
  aheadMs: number[]
  /** How many were begun and were of no use. */
  aheadInVain: number
}

/** Calls read at a time, so that no turn waits for long. */
const SLICE = 500

/** The days on which there were calls, oldest first. A call counts on the day on which it began. */
export async function readDays(
  queries: Queries,
  { from, to, simulated = false, line, dayOf, each, latencies = true }: Span,
): Promise<Day[]> {
  const days = new Map<string, Day>()
  let after = { start_time: from, id: -1 }
  for (;;) {
    const { start_time, id } = after
    const calls = await first(
      queries,
      SLICE,
      queries
        .selectFrom('calls')
        .select(['id', 'start_time', 'final_decision', 'call_type', 'became', 'caller_id'])
        .where('start_time', '>=', start_time)
        .where(({ eb, or }) => or([eb('start_time', '>', start_time), eb('id', '>', id)]))
        .where('start_time', '<', to)
        .$if(!simulated, (real) => real.where('simulated', '=', 0))
        .$if(line !== undefined, (some) => some.where('called', 'in', spellingsOf(line!)))
        .orderBy('start_time')
        .orderBy('id'),
    ).execute()
    if (calls.length === 0) break
    const dayOfCall = new Map<number, Day>()
    for (const call of calls) {
      const day = dayIn(days, dayOf(call.start_time))
      dayOfCall.set(call.id, day)
      day.calls++
      count(day.decisions, call.final_decision ?? 'undecided')
      if (call.call_type !== null) count(day.kinds, call.call_type)
      if (call.became !== null) count(day.became, call.became)
      each?.(call)
    }
    const measured = latencies ? await readLatencies(queries, [...dayOfCall.keys()]) : []
    const judged = new Set<number>()
    for (const { call_id, latency_ms, model_ms } of measured) {
      const day = dayOfCall.get(call_id)!
      if (latency_ms !== null) day.turnMs.push(latency_ms)
      if (model_ms === null) continue
      day.modelMs.push(model_ms)
      judged.add(call_id)
    }
    // Only models are asked ahead.
    for (const { callId, ahead } of await readAhead(queries, [...judged])) {
      const day = dayOfCall.get(callId)!
      if (ahead.savedMs !== undefined) day.aheadMs.push(ahead.savedMs)
      day.aheadInVain += ahead.inVain ?? 0
    }
    after = calls.at(-1)!
    await nextRound()
  }
  for (const { turnMs, modelMs, aheadMs } of days.values())
    for (const measured of [turnMs, modelMs, aheadMs]) measured.sort((a, b) => a - b)
  return [...days.values()]
}

function readLatencies(queries: Queries, ids: number[]) {
  return queries
    .selectFrom('conversation')
    .select(['call_id', 'latency_ms', 'model_ms'])
    .where('call_id', 'in', ids)
    .where('speaker', '=', 'concierge')
    .execute()
}

function dayIn(days: Map<string, Day>, date: string): Day {
  const day = days.get(date) ?? {
    date,
    calls: 0,
    decisions: {},
    kinds: {},
    became: {},
    turnMs: [],
    modelMs: [],
    aheadMs: [],
    aheadInVain: 0,
  }
  days.set(date, day)
  return day
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}
