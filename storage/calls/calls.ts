/** Calls as they are remembered: each webhook received once, each turn committed once. */
import {
  insertAnswer,
  insertCall,
  insertJournal,
  insertUtterance,
  selectAnswer,
  selectHeldCall,
  selectJournalAfter,
  updateCall,
} from './call-queries.ts'
import type { Insertable } from 'kysely'
import type { Database, Queries } from '../database.ts'
import { isDuplicateKey } from '../dialect.ts'
import type { CallRow, CallsTable, ConversationRow, JournalRow } from '../schema.ts'

/** An event that came for a call, as the journal has it. */
export interface JournaledEvent {
  seq: number
  at: string
  /** Identifies the webhook that brought it; a repeat has the same. */
  webhook: string
  event: unknown
}

/** What is known of a call when its row is first written. */
export type NewCall = Pick<CallRow, 'call_sid' | 'caller_id' | 'called' | 'flow' | 'flow_version'>

/** A webhook, as far as storage has to know it. */
export interface ArrivedWebhook {
  callSid: string
  /** Whether the owner only plays the call: no webhook of a real call is of a played one. */
  simulated?: boolean
  /**
   * What it means to a call that has come to `revision`: its event, and what tells it from the
   * other webhooks of the call. A repeat has the same identity.
   */
  readAt(revision: number): { webhook: string; event: unknown }
  at: string
  /** How to begin the call where it is not known. */
  opening: (() => { call: NewCall; event: unknown }) | null
}

export interface Received {
  call: CallRow
  /** Events that no committed turn has taken in yet, oldest first; the received one is among them. */
  pending: JournaledEvent[]
  /** The last `seq` of the call's journal. */
  lastSeq: number
}

/** What came of a webhook: it was answered before, it is to be answered now, or its call is not known. */
export type Receipt = { answered: string } | { received: Received } | { unknown: true }

/** What one turn changes; all of it or nothing. */
export interface TurnRecord {
  /** What the turn started from; the commit is refused when it is no longer what is stored. */
  received: Received
  /** Columns of the call that the turn sets. */
  call: Pick<
    CallRow,
    'snapshot' | 'final_decision' | 'transfer_status' | 'call_type' | 'end_time'
  > &
    Partial<Pick<CallRow, 'flow_version'>>
  /** For the journal, behind the events: what the ports answered, and where the turn came to rest. */
  notes: { kind: 'answer' | 'fault' | 'rest'; payload: unknown }[]
  utterances: Omit<ConversationRow, 'call_id' | 'call_sid' | 'turn_index'>[]
  /** What is answered to all the pending webhooks. */
  body: string
  at: string
}

/** How often two webhooks that begin one call can be in each other's way. */
const MOST_COLLISIONS = 5

/** Takes in a webhook: finds the answer it already got, or writes its event to the journal, once. */
export async function receive(database: Database, arrived: ArrivedWebhook): Promise<Receipt> {
  for (let collisions = 0; ; collisions++)
    try {
      return await receiveOnce(database, arrived)
    } catch (error) {
      // Another process has begun the same call meanwhile: now it is found.
      if (!isDuplicateKey(error) || collisions === MOST_COLLISIONS) throw error
    }
}

function receiveOnce(database: Database, arrived: ArrivedWebhook): Promise<Receipt> {
  return database.jot(async (queries): Promise<Receipt> => {
    const call = await findCall(queries, arrived.callSid)
    const { at, simulated = false } = arrived
    const isMeant = call?.erased_at === null && call.simulated === Number(simulated)
    if (call && isMeant) return receiveAgain(queries, arrived, call)
    // What was erased has no state to go on from.
    if (call || !arrived.opening) return { unknown: true }
    const opening = arrived.opening()
    await insertCall(queries, newCall(opening.call, at, simulated))
    // Not every database tells the id of an inserted row in the same way.
    const begun = (await findCall(queries, arrived.callSid))!
    const { webhook } = arrived.readAt(0)
    const pending = [{ seq: 1, at, webhook, event: opening.event }]
    await journalEvent(queries, begun, pending[0]!)
    return { received: { call: begun, pending, lastSeq: 1 } }
  })
}

async function receiveAgain(
  queries: Queries,
  { at, readAt }: ArrivedWebhook,
  call: CallRow,
): Promise<Receipt> {
  const { webhook, event } = readAt(call.revision)
  const [answer] = (await selectAnswer(queries, { callId: call.id, webhook })).rows
  if (answer) return { answered: answer.body }
  const { rows } = await selectJournalAfter(queries, { callId: call.id, seq: call.handled_seq })
  const pending = rows.filter((row) => row.kind === 'event').map(toEvent)
  let lastSeq = rows.at(-1)?.seq ?? call.handled_seq
  if (!pending.some((entry) => entry.webhook === webhook)) {
    lastSeq++
    const entry = { seq: lastSeq, at, webhook, event }
    await journalEvent(queries, call, entry)
    pending.push(entry)
  }
  return { received: { call, pending, lastSeq } }
}

/**
 * Writes a turn down. Resolves with false, and changes nothing, where another turn of the call was
 * committed or another of its webhooks came in meanwhile: then the turn has to start again.
 */
export async function commit(database: Database, turn: TurnRecord): Promise<boolean> {
  try {
    return await database.write((queries) => commitIn(queries, turn))
  } catch (error) {
    // Somebody else's entry stands where ours would have gone.
    if (isDuplicateKey(error)) return false
    throw error
  }
}

async function commitIn(queries: Queries, turn: TurnRecord): Promise<boolean> {
  const { call, pending, lastSeq } = turn.received
  const { id: call_id, call_sid } = call
  const { numAffectedRows } = await updateCall(queries, {
    ...call,
    ...turn.call,
    updated_at: turn.at,
    revision: call.revision + 1,
    handled_seq: lastSeq + turn.notes.length,
    utterances: call.utterances + turn.utterances.length,
    expected: call.revision,
  })
  if (numAffectedRows !== 1n) return false
  for (const [index, { kind, payload }] of turn.notes.entries())
    await insertJournal(queries, {
      call_id,
      call_sid,
      seq: lastSeq + 1 + index,
      at: turn.at,
      kind,
      webhook: null,
      payload: JSON.stringify(payload),
    })
  for (const [index, spoken] of turn.utterances.entries())
    await insertUtterance(queries, {
      ...spoken,
      call_id,
      call_sid,
      turn_index: call.utterances + index,
    })
  for (const { webhook } of pending)
    await insertAnswer(queries, { call_id, call_sid, webhook, body: turn.body, at: turn.at })
  return true
}

async function findCall(queries: Queries, callSid: string): Promise<CallRow | undefined> {
  return (await selectHeldCall(queries, { callSid })).rows[0]
}

function newCall(opening: NewCall, at: string, simulated: boolean): Insertable<CallsTable> {
  return {
    ...opening,
    start_time: at,
    end_time: null,
    final_decision: null,
    transfer_status: null,
    call_type: null,
    simulated: Number(simulated),
    snapshot: null,
    updated_at: at,
    revision: 0,
    handled_seq: 0,
    utterances: 0,
  }
}

async function journalEvent(
  queries: Queries,
  { id: call_id, call_sid }: CallRow,
  { seq, at, webhook, event }: JournaledEvent,
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
  return { seq, at, webhook: webhook ?? '', event: JSON.parse(payload) as unknown }
}
