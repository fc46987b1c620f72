/** Calls as the owner reviews them: newest first, a page at a time, with every word that was spoken. */
import type { SelectQueryBuilder, Selectable } from 'kysely'
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'
import { becameAfterDial, STANDS_IN, type Tab } from '../became.ts'
import type { Roll, RollOf } from '../roll.ts'
import { spellingKey, spellingsOf } from '../spellings.ts'
import type { CallRow, CallsTable, ConversationTable, JournalRow, Schema } from '../schema.ts'
import { beganOnClock, type ClockSpan } from './clock-spans.ts'
import { PLAYED } from '../played.ts'

export interface ConversationFilter {
  /** UTC, ISO 8601; `from` included, `to` not. */
  from?: string | undefined
  to?: string | undefined
  decision?: string | undefined
  /** E.164, or a word that Twilio sends instead of a number. */
  caller?: string | undefined
  /** Only the simulated calls, or only the others. */
  simulated?: boolean | undefined
  /** To this number, E.164. */
  line?: string | undefined
  /** Of this kind, as screening has it. */
  kind?: string | undefined
  /** Whose dial ended so. */
  dial?: string | undefined
  tab?: Tab | undefined
  /** Only those of which the owner has said what should have become of them, or only the others. */
  corrected?: boolean | undefined
  /** Only those that began at these times of the day; at least one. */
  clock?: readonly ClockSpan[] | undefined
}

/** Where a page ended: the next one begins behind it. */
export interface Position {
  startTime: string
  id: number
}

export type Turn = Omit<Selectable<ConversationTable>, 'call_sid'>

export interface Conversation extends Omit<
  Selectable<CallsTable>,
  'snapshot' | 'revision' | 'handled_seq' | 'utterances' | 'updated_at'
> {
  /** Of the active contact with the caller's number, on the list that the number called is judged by. */
  contact_name: string | null
  turns: Turn[]
}

const COLUMNS = [
  'calls.id',
  'calls.call_sid',
  'calls.caller_id',
  'calls.called',
  'calls.start_time',
  'calls.end_time',
  'calls.final_decision',
  'calls.transfer_status',
  'calls.call_type',
  'calls.flow',
  'calls.flow_version',
  'calls.erased_at',
  'calls.simulated',
  'calls.done_at',
  'calls.owner_verdict',
  'calls.became',
  'calls.call_back',
  'calls.language',
] as const

/** The calls behind `after` that fit, newest first. */
export async function listConversations(
  queries: Queries,
  rollOf: RollOf,
  filter: ConversationFilter,
  { limit, after }: { limit: number; after: Position | null },
): Promise<Conversation[]> {
  const query = fitting(queries.selectFrom('calls').select(COLUMNS), filter, after)
    .orderBy('calls.start_time', 'desc')
    .orderBy('calls.id', 'desc')
  return withTurns(queries, rollOf, await first(queries, limit, query).execute())
}

/** These calls, newest first. */
export async function findConversations(
  queries: Queries,
  rollOf: RollOf,
  ids: number[],
): Promise<Conversation[]> {
  if (ids.length === 0) return []
  const calls = await queries
    .selectFrom('calls')
    .select(COLUMNS)
    .where('calls.id', 'in', ids)
    .orderBy('calls.start_time', 'desc')
    .orderBy('calls.id', 'desc')
    .execute()
  return withTurns(queries, rollOf, calls)
}

export async function findConversation(
  queries: Queries,
  rollOf: RollOf,
  callSid: string,
): Promise<Conversation | undefined> {
  const call = await queries
    .selectFrom('calls')
    .select(COLUMNS)
    .where('calls.call_sid', '=', callSid)
    .executeTakeFirst()
  return call && (await withTurns(queries, rollOf, [call]))[0]
}

export function findJournal(
  queries: Queries,
  callId: number,
): Promise<Omit<JournalRow, 'call_id' | 'call_sid'>[]> {
  return queries
    .selectFrom('journal')
    .select(['seq', 'at', 'kind', 'webhook', 'payload'])
    .where('call_id', '=', callId)
    .orderBy('seq')
    .execute()
}

/** When the first and the last call began, UTC, ISO 8601; null where there is none. */
export async function findEnds(queries: Queries): Promise<{ first: string; last: string } | null> {
  const end = async (direction: 'asc' | 'desc') => {
    const inOrder = queries
      .selectFrom('calls')
      .select('start_time')
      .orderBy('start_time', direction)
    return (await first(queries, 1, inOrder).executeTakeFirst())?.start_time
  }
  const [earliest, latest] = [await end('asc'), await end('desc')]
  return earliest === undefined || latest === undefined ? null : { first: earliest, last: latest }
}

/** Cuts a query on calls to those that fit; for each condition but the number called an index has what it asks of a call. */
export function fitting<Tables extends keyof Schema, Row>(
  query: SelectQueryBuilder<Schema, Tables | 'calls', Row>,
  {
    from,
    to,
    decision,
    caller,
    line,
    simulated,
    kind,
    dial,
    tab,
    corrected,
    clock,
  }: ConversationFilter,
  after: Position | null,
): SelectQueryBuilder<Schema, Tables | 'calls', Row> {
  let calls = query as SelectQueryBuilder<Schema, 'calls', Row>
  if (from !== undefined) calls = calls.where('calls.start_time', '>=', from)
  if (to !== undefined) calls = calls.where('calls.start_time', '<', to)
  if (decision !== undefined) calls = calls.where('calls.final_decision', '=', decision)
  if (caller !== undefined) calls = calls.where('calls.caller_id', 'in', spellingsOf(caller))
  if (line !== undefined) calls = calls.where('calls.called', 'in', spellingsOf(line))
  if (simulated !== undefined)
    calls = calls.where('calls.simulated', simulated ? '<>' : '=', PLAYED.not)
  if (kind !== undefined) calls = calls.where('calls.call_type', '=', kind)
  if (dial !== undefined)
    calls = calls
      .where('calls.transfer_status', '=', dial)
      // It follows from it, and the index has it.
      .where('calls.became', 'in', becameAfterDial(dial))
  if (tab !== undefined) calls = calls.where('calls.became', 'in', STANDS_IN[tab])
  // What was erased cannot be called back, and nobody is there to be called in what was only played.
  if (tab === 'to_call_back')
    calls = calls
      .where('calls.done_at', 'is', null)
      .where('calls.erased_at', 'is', null)
      .where('calls.simulated', '=', 0)
  if (corrected !== undefined)
    calls = calls.where('calls.owner_verdict', corrected ? 'is not' : 'is', null)
  if (clock !== undefined) calls = calls.where((eb) => beganOnClock(eb, clock))
  // SQL Server knows no row values, so the comparison of pairs is written out.
  if (after)
    calls = calls
      .where('calls.start_time', '<=', after.startTime)
      .where(({ eb, or }) =>
        or([eb('calls.start_time', '<', after.startTime), eb('calls.id', '<', after.id)]),
      )
  return calls
}

/** Somebody who called, and the list that they may be a contact of. */
interface OnRoll {
  roll: Roll
  caller: string
}

/** What the active contacts among them are called, by whatever spelling of their numbers; null for everybody else. */
export async function namesOf(
  queries: Queries,
  callers: OnRoll[],
): Promise<(caller: OnRoll) => string | null> {
  const asked = callers.filter(({ caller }) => caller.startsWith('+'))
  if (asked.length === 0) return () => null
  const contacts = await queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number', 'line', 'contact_name'])
    .where('line', 'in', [...new Set(asked.map(({ roll }) => roll))])
    .where('phone_number', 'in', [...new Set(asked.flatMap(({ caller }) => spellingsOf(caller)))])
    .where('is_active', '=', 1)
    .execute()
  const names = new Map(
    contacts.map((one) => [keyOnRoll(one.line, one.phone_number), one.contact_name]),
  )
  return ({ roll, caller }) => names.get(keyOnRoll(roll, caller)) ?? null
}

/** The same for all spellings of a number on one list. */
export function keyOnRoll(roll: Roll, phoneNumber: string): string {
  return `${roll} ${spellingKey(phoneNumber)}`
}

async function withTurns(
  queries: Queries,
  rollOf: RollOf,
  calls: Omit<Conversation, 'turns' | 'contact_name'>[],
): Promise<Conversation[]> {
  if (calls.length === 0) return []
  const spoken = await queries
    .selectFrom('conversation')
    .select(['call_id', 'turn_index', 'speaker', 'text', 'timestamp', 'latency_ms', 'model_ms'])
    .where(
      'call_id',
      'in',
      calls.map(({ id }) => id),
    )
    .orderBy('call_id')
    .orderBy('turn_index')
    .execute()
  const onRoll = (call: Pick<CallRow, 'caller_id' | 'called'>) => ({
    roll: rollOf(call.called),
    caller: call.caller_id,
  })
  const nameOf = await namesOf(queries, calls.map(onRoll))
  const byCall = Map.groupBy(spoken, (turn) => turn.call_id)
  return calls.map((call) => ({
    ...call,
    contact_name: nameOf(onRoll(call)),
    turns: byCall.get(call.id) ?? [],
  }))
}
