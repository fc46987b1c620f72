/** Events as they come in: each is written to its call's journal once, whatever is repeated or comes at once. */
import type { Insertable } from 'kysely'
import type { EventToReceive, ReceivedRows } from '../batches.ts'
import type { Database, Queries } from '../database.ts'
import { PLAYED } from '../played.ts'
import { isDuplicateKey } from '../dialect.ts'
import type { CallRow, CallsTable, JournalRow } from '../schema.ts'
import {
  insertCall,
  insertJournal,
  selectAnswer,
  selectCall,
  selectEvent,
  selectFirstEvent,
  selectJournalAfter,
} from './call-queries.ts'
import { identityAt, identityParts, type EventIdentity } from './event-identity.ts'

/** An event that came for a call, as the journal has it. */
export interface JournaledEvent {
  seq: number
  at: string
  /** See `event-identity.ts`. */
  identity: string
  event: unknown
}

/** What is known of a call when its row is first written. */
export type NewCall = Pick<
  CallRow,
  'call_sid' | 'caller_id' | 'called' | 'flow' | 'flow_version' | 'simulated'
>

/** An event that a line brings, as far as storage has to know it. */
export interface ArrivedEvent {
  callSid: string
  /** Whether the owner plays the call on the console: no event that came over a line is one of it. */
  simulated?: boolean
  at: string
  identity: EventIdentity
  event: unknown
  /** Whether calls begin with it: of one that has begun already it is the first event once more. */
  isFirst?: boolean
  /** The revision whose answer it replies to, and what it means where the call has gone on since. */
  late?: { replyTo: number; event: unknown } | null
  /** How the call begins where it is not known; null for an event that begins none. */
  opening: { call: NewCall; event: unknown } | null
}

export interface Received {
  call: CallRow
  /** Events that no committed turn has taken in yet, oldest first; the received one is among them. */
  pending: JournaledEvent[]
  /** The last `seq` of the call's journal. */
  lastSeq: number
}

/**
 * What came of an event: it was answered before, it is to be answered now, or its call is not known. The answer is
 * empty where it is so long ago that it is not kept any more: nobody waits for it.
 */
export type Receipt = { answered: string } | { received: Received } | { unknown: true }

/** How often two events that begin one call can be in each other's way. */
const MOST_COLLISIONS = 5

/** Takes in an event: finds the answer it already got, or writes it to the journal, once. */
export async function receive(database: Database, arrived: ArrivedEvent): Promise<Receipt> {
  const { batches } = database
  for (let collisions = 0; ; collisions++)
    try {
      if (batches) return receiptOf(await batches.receive(inOneTrip(arrived)), arrived)
      return await database.jot((queries) => receiveIn(queries, arrived))
    } catch (error) {
      // Another process has begun the same call meanwhile: now it is found.
      if (!isDuplicateKey(error) || collisions === MOST_COLLISIONS) throw error
    }
}

function inOneTrip(arrived: ArrivedEvent): EventToReceive {
  const { callSid, at, identity, event, late, opening, simulated = false } = arrived
  const { isFirst = false } = arrived
  return {
    callSid,
    simulated: Number(simulated),
    at,
    webhook: isFirst ? { first: identityAt(identity, 0) } : identityParts(identity),
    payload: JSON.stringify(event),
    late: late ? { revision: late.replyTo, payload: JSON.stringify(late.event) } : null,
    opening: opening && {
      call: newCall(opening.call, at),
      webhook: identityAt(identity, 0),
      payload: JSON.stringify(opening.event),
    },
  }
}

function receiptOf({ call, answer, journal }: ReceivedRows, arrived: ArrivedEvent): Receipt {
  if (!call || !isMeant(call, arrived)) return { unknown: true }
  if (answer !== undefined) return { answered: answer }
  const pending = journal.filter((row) => row.kind === 'event').map(toEvent)
  const identity = identityAt(arrived.identity, call.revision)
  const isPending = arrived.isFirst
    ? call.handled_seq === 0
    : pending.some((entry) => entry.identity === identity)
  if (!isPending) return { answered: '' }
  return { received: { call, pending, lastSeq: journal.at(-1)?.seq ?? call.handled_seq } }
}

/** What was erased has no state to go on from; a call that is played on the console is none that came over a line. */
function isMeant(call: CallRow, { simulated = false }: ArrivedEvent): boolean {
  return call.erased_at === null && (call.simulated === PLAYED.onConsole) === simulated
}

async function receiveIn(queries: Queries, arrived: ArrivedEvent): Promise<Receipt> {
  const { callSid, at, opening } = arrived
  const [call] = (await selectCall(queries, { callSid })).rows
  if (call && isMeant(call, arrived)) return receiveAgain(queries, arrived, call)
  if (call || !opening) return { unknown: true }
  const columns = newCall(opening.call, at)
  const { insertId } = await insertCall(queries, columns)
  const begun: CallRow = { ...UNSET, ...columns, id: Number(insertId) }
  const first = { seq: 1, at, identity: identityAt(arrived.identity, 0), event: opening.event }
  await journalEvent(queries, begun, first)
  return { received: { call: begun, pending: [first], lastSeq: 1 } }
}

async function receiveAgain(
  queries: Queries,
  arrived: ArrivedEvent,
  call: CallRow,
): Promise<Receipt> {
  const identity = await identityIn(queries, arrived, call)
  const [answer] = (await selectAnswer(queries, { callId: call.id, identity })).rows
  if (answer) return { answered: answer.body }
  const { rows } = await selectJournalAfter(queries, { callId: call.id, seq: call.handled_seq })
  const pending = rows.filter((row) => row.kind === 'event').map(toEvent)
  let lastSeq = rows.at(-1)?.seq ?? call.handled_seq
  if (!pending.some((entry) => entry.identity === identity)) {
    if ((await selectEvent(queries, { callId: call.id, identity })).rows.length > 0)
      return { answered: '' }
    lastSeq++
    const entry = { seq: lastSeq, at: arrived.at, identity, event: meaning(arrived, call.revision) }
    await journalEvent(queries, call, entry)
    pending.push(entry)
  }
  return { received: { call, pending, lastSeq } }
}

async function identityIn(
  queries: Queries,
  { identity, isFirst }: ArrivedEvent,
  call: CallRow,
): Promise<string> {
  if (!isFirst) return identityAt(identity, call.revision)
  const [first] = (await selectFirstEvent(queries, { callId: call.id })).rows
  return first?.webhook ?? identityAt(identity, 0)
}

function meaning({ event, late }: ArrivedEvent, revision: number): unknown {
  return late && late.replyTo < revision ? late.event : event
}

function newCall(opening: NewCall, at: string) {
  return {
    ...opening,
    start_time: at,
    updated_at: at,
    revision: 0,
    handled_seq: 0,
    utterances: 0,
  } satisfies Insertable<CallsTable>
}

/** The columns that a call has not set when it begins. */
const UNSET = {
  end_time: null,
  final_decision: null,
  transfer_status: null,
  call_type: null,
  snapshot: null,
  erased_at: null,
  done_at: null,
  owner_verdict: null,
  became: null,
  call_back: null,
  language: null,
}

async function journalEvent(
  queries: Queries,
  { id: call_id, call_sid }: CallRow,
  { seq, at, identity: webhook, event }: JournaledEvent,
): Promise<void> {
  const payload = JSON.stringify(event)
  await insertJournal(queries, { call_id, call_sid, seq, at, kind: 'event', webhook, payload })
}

function toEvent({
  seq,
  at,
  webhook,
  payload,
}: Omit<JournalRow, 'call_id' | 'call_sid'>): JournaledEvent {
  return { seq, at, identity: webhook ?? '', event: JSON.parse(payload) as unknown }
}
