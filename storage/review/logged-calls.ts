/** Calls with their journals, for replay: many at a time, newest first. */
import type { Queries } from '../database.ts'
import { fitting, type ConversationFilter, type Position } from './conversations.ts'
import { first } from '../dialect.ts'
import type { CallRow, JournalRow } from '../schema.ts'

export interface LoggedCall extends Pick<
  CallRow,
  | 'id'
  | 'call_sid'
  | 'flow'
  | 'flow_version'
  | 'start_time'
  | 'final_decision'
  | 'transfer_status'
  | 'snapshot'
  | 'erased_at'
> {
  journal: Pick<JournalRow, 'call_id' | 'seq' | 'at' | 'kind' | 'payload'>[]
  /** What the concierge said, in order. */
  spoken: string[]
}

const COLUMNS = [
  'calls.id',
  'calls.call_sid',
  'calls.flow',
  'calls.flow_version',
  'calls.start_time',
  'calls.final_decision',
  'calls.transfer_status',
  'calls.snapshot',
  'calls.erased_at',
] as const

/** A page of the calls that fit, those behind `after`. */
export async function listLoggedCalls(
  queries: Queries,
  filter: ConversationFilter,
  { limit, after }: { limit: number; after: Position | null },
): Promise<LoggedCall[]> {
  const query = fitting(queries.selectFrom('calls').select(COLUMNS), filter, after)
    .orderBy('calls.start_time', 'desc')
    .orderBy('calls.id', 'desc')
  return withJournals(queries, await first(queries, limit, query).execute())
}

/** How many calls fit. */
export async function countLoggedCalls(
  queries: Queries,
  filter: ConversationFilter,
): Promise<number> {
  const all = queries.selectFrom('calls').select(({ fn }) => fn.countAll<number>().as('count'))
  const { count } = await fitting(all, filter, null).executeTakeFirstOrThrow()
  return count
}

export async function findLoggedCall(
  queries: Queries,
  callSid: string,
): Promise<LoggedCall | undefined> {
  const calls = await queries
    .selectFrom('calls')
    .select(COLUMNS)
    .where('calls.call_sid', '=', callSid)
    .execute()
  return (await withJournals(queries, calls))[0]
}

async function withJournals(
  queries: Queries,
  calls: Omit<LoggedCall, 'journal' | 'spoken'>[],
): Promise<LoggedCall[]> {
  if (calls.length === 0) return []
  const ids = calls.map(({ id }) => id)
  const journal = await queries
    .selectFrom('journal')
    .select(['call_id', 'seq', 'at', 'kind', 'payload'])
    .where('call_id', 'in', ids)
    .orderBy('call_id')
    .orderBy('seq')
    .execute()
  const spoken = await queries
    .selectFrom('conversation')
    .select(['call_id', 'text'])
    .where('call_id', 'in', ids)
    .where('speaker', '=', 'concierge')
    .orderBy('call_id')
    .orderBy('turn_index')
    .execute()
  const entries = Map.groupBy(journal, (entry) => entry.call_id)
  const words = Map.groupBy(spoken, (one) => one.call_id)
  return calls.map((call) => ({
    ...call,
    journal: entries.get(call.id) ?? [],
    spoken: (words.get(call.id) ?? []).map(({ text }) => text).filter((text) => text !== ''),
  }))
}
