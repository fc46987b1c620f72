/** Calls as they are remembered: each webhook received once, each turn committed once. */
import type { Database, Queries } from './database.ts'
import type { CallRow, ConversationRow, JournalRow } from './schema.ts'

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

export interface Received {
  call: CallRow
  /** Events that no committed turn has taken in yet, oldest first; the received one is among them. */
  pending: JournaledEvent[]
}

/** What came of a webhook: it was answered before, it is to be answered now, or its call is not known. */
export type Receipt = { answered: string } | { received: Received } | { unknown: true }

/** An entry for the journal, of something that is no event. */
export interface JournalNote {
  kind: 'answer' | 'fault'
  payload: unknown
}

/** What one turn changes; all of it or nothing. */
export interface TurnRecord {
  callSid: string
  /** The revision the turn started from; the commit is refused when it is no longer the stored one. */
  revision: number
  /** Columns of the call that the turn sets. */
  call: Partial<Omit<CallRow, 'call_sid' | 'revision' | 'utterances' | 'updated_at'>>
  notes: JournalNote[]
  utterances: Omit<ConversationRow, 'call_sid' | 'turn_index'>[]
  /** The index of the first of them. */
  firstUtterance: number
  /** The webhooks that this turn answers, all with the same body. */
  webhooks: string[]
  body: string
  at: string
}

/** A webhook, as far as storage has to know it. */
export interface ArrivedWebhook {
  callSid: string
  /**
   * What it means to a call that has come to `revision`: its event, and what tells it from the
   * other webhooks of the call. A repeat has the same identity.
   */
  readAt(revision: number): { webhook: string; event: unknown }
  at: string
  /** How to begin the call where it is not known. */
  opening: { call: NewCall; event: unknown } | null
}

/** Takes in a webhook: finds the answer it already got, or writes its event to the journal, once. */
export function receive(database: Database, arrived: ArrivedWebhook): Promise<Receipt> {
  return database.write(async (queries): Promise<Receipt> => {
    const call = await findCall(queries, arrived.callSid)
    if (call) return receiveAgain(queries, arrived, call)
    if (!arrived.opening) return { unknown: true }
    const { callSid, at, opening } = arrived
    const entry = { seq: 1, at, webhook: arrived.readAt(0).webhook, event: opening.event }
    const received = { call: await insertCall(queries, opening.call, at), pending: [entry] }
    await journalEvent(queries, callSid, entry)
    return { received }
  })
}

async function receiveAgain(
  queries: Queries,
  { callSid, at, readAt }: ArrivedWebhook,
  call: CallRow,
): Promise<Receipt> {
  const { webhook, event } = readAt(call.revision)
  const answered = await findAnswer(queries, callSid, webhook)
  if (answered !== undefined) return { answered }
  const pending = await pendingEvents(queries, call)
  if (!pending.some((entry) => entry.webhook === webhook)) {
    const entry = { seq: (await lastSeq(queries, callSid)) + 1, at, webhook, event }
    await journalEvent(queries, callSid, entry)
    pending.push(entry)
  }
  return { received: { call, pending } }
}

/** Writes a turn down. Resolves with false, and changes nothing, where another turn was first. */
export function commit(database: Database, turn: TurnRecord): Promise<boolean> {
  const { callSid, revision, at } = turn
  return database.write(async (queries) => {
    const updated = await queries
      .updateTable('calls')
      .set({
        ...turn.call,
        updated_at: at,
        revision: revision + 1,
        utterances: turn.firstUtterance + turn.utterances.length,
      })
      .where('call_sid', '=', callSid)
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) return false

    if (turn.notes.length > 0) {
      const seq = (await lastSeq(queries, callSid)) + 1
      await appendToJournal(
        queries,
        callSid,
        turn.notes.map((note, index) => ({ ...note, seq: seq + index, at, webhook: null })),
      )
    }
    if (turn.utterances.length > 0)
      await queries
        .insertInto('conversation')
        .values(
          turn.utterances.map((utterance, index) => ({
            ...utterance,
            call_sid: callSid,
            turn_index: turn.firstUtterance + index,
          })),
        )
        .execute()
    await queries
      .insertInto('answers')
      .values(turn.webhooks.map((webhook) => ({ call_sid: callSid, webhook, body: turn.body, at })))
      .execute()
    return true
  })
}

export function findCall(queries: Queries, callSid: string): Promise<CallRow | undefined> {
  return queries.selectFrom('calls').selectAll().where('call_sid', '=', callSid).executeTakeFirst()
}

async function insertCall(queries: Queries, opening: NewCall, at: string): Promise<CallRow> {
  const call: CallRow = {
    ...opening,
    start_time: at,
    end_time: null,
    final_decision: null,
    transfer_status: null,
    call_type: null,
    snapshot: null,
    updated_at: at,
    revision: 0,
    handled_seq: 0,
    utterances: 0,
  }
  await queries.insertInto('calls').values(call).execute()
  return call
}

async function findAnswer(
  queries: Queries,
  callSid: string,
  webhook: string,
): Promise<string | undefined> {
  const answer = await queries
    .selectFrom('answers')
    .select('body')
    .where('call_sid', '=', callSid)
    .where('webhook', '=', webhook)
    .executeTakeFirst()
  return answer?.body
}

async function appendToJournal(
  queries: Queries,
  callSid: string,
  entries: (Omit<JournalRow, 'call_sid' | 'payload'> & { payload: unknown })[],
): Promise<void> {
  await queries
    .insertInto('journal')
    .values(
      entries.map((entry) => ({
        ...entry,
        call_sid: callSid,
        payload: JSON.stringify(entry.payload),
      })),
    )
    .execute()
}

function journalEvent(
  queries: Queries,
  callSid: string,
  { seq, at, webhook, event }: JournaledEvent,
): Promise<void> {
  return appendToJournal(queries, callSid, [{ seq, at, kind: 'event', webhook, payload: event }])
}

async function pendingEvents(queries: Queries, call: CallRow): Promise<JournaledEvent[]> {
  const rows = await queries
    .selectFrom('journal')
    .select(['seq', 'at', 'webhook', 'payload'])
    .where('call_sid', '=', call.call_sid)
    .where('seq', '>', call.handled_seq)
    .where('kind', '=', 'event')
    .orderBy('seq')
    .execute()
  return rows.map(({ seq, at, webhook, payload }) => ({
    seq,
    at,
    webhook: webhook ?? '',
    event: JSON.parse(payload) as unknown,
  }))
}

/**
 * Whether a call from this number is being put through to the owner right now: no outcome yet, and
 * its last turn no longer ago than `since`.
 */
export async function isBeingPutThrough(
  queries: Queries,
  open: { callerId: string; otherThan: string; since: string },
): Promise<boolean> {
  const found = await queries
    .selectFrom('calls')
    .select('call_sid')
    .where('caller_id', '=', open.callerId)
    .where('call_sid', '!=', open.otherThan)
    .where('final_decision', 'in', ['transferred', 'transferred_exception'])
    .where('transfer_status', 'is', null)
    .where('end_time', 'is', null)
    .where('updated_at', '>=', open.since)
    .executeTakeFirst()
  return found !== undefined
}

/** Removes answers older than `before`, a few at a time so that no turn waits for long. */
export async function sweepAnswers(database: Database, before: string): Promise<void> {
  const few = 500
  for (let removed = few; removed === few;) {
    removed = await database.write(async (queries) => {
      const old = await queries
        .selectFrom('answers')
        .select(['call_sid', 'webhook'])
        .where('at', '<', before)
        .limit(few)
        .execute()
      for (const { call_sid, webhook } of old)
        await queries
          .deleteFrom('answers')
          .where('call_sid', '=', call_sid)
          .where('webhook', '=', webhook)
          .execute()
      return old.length
    })
  }
}

async function lastSeq(queries: Queries, callSid: string): Promise<number> {
  const { last } = await queries
    .selectFrom('journal')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('call_sid', '=', callSid)
    .executeTakeFirstOrThrow()
  return last ?? 0
}
