/** The queries that every turn runs. The column `webhook` has the identity of an event, whatever line brought it. */
import type { Insertable } from 'kysely'
import { prepared } from '../prepared.ts'
import type { CallRow, CallsTable, ConversationRow, JournalRow } from '../schema.ts'

export const selectCall = prepared((queries, { callSid }: { callSid: string }) =>
  queries.selectFrom('calls').selectAll().where('call_sid', '=', callSid),
)

export const insertCall = prepared((queries, call: Insertable<CallsTable>) =>
  queries.insertInto('calls').values({
    call_sid: call.call_sid,
    caller_id: call.caller_id,
    called: call.called,
    start_time: call.start_time,
    flow: call.flow,
    flow_version: call.flow_version,
    updated_at: call.updated_at,
    revision: call.revision,
    handled_seq: call.handled_seq,
    utterances: call.utterances,
    simulated: call.simulated,
  }),
)

/** The columns that a turn sets. */
export type CallChanges = Pick<
  CallRow,
  | 'snapshot'
  | 'final_decision'
  | 'transfer_status'
  | 'call_type'
  | 'end_time'
  | 'became'
  | 'call_back'
  | 'language'
  | 'flow_version'
  | 'updated_at'
  | 'revision'
  | 'handled_seq'
  | 'utterances'
>

export const updateCall = prepared(
  (queries, call: CallChanges & { id: number; expected: number }) =>
    queries
      .updateTable('calls')
      .set({
        snapshot: call.snapshot,
        final_decision: call.final_decision,
        transfer_status: call.transfer_status,
        call_type: call.call_type,
        end_time: call.end_time,
        became: call.became,
        call_back: call.call_back,
        language: call.language,
        flow_version: call.flow_version,
        updated_at: call.updated_at,
        revision: call.revision,
        handled_seq: call.handled_seq,
        utterances: call.utterances,
      })
      .where('id', '=', call.id)
      .where('revision', '=', call.expected),
)

export const selectAnswer = prepared(
  (queries, { callId, identity }: { callId: number; identity: string }) =>
    queries
      .selectFrom('answers')
      .select('body')
      .where('call_id', '=', callId)
      .where('webhook', '=', identity),
)

export const insertAnswer = prepared(
  (
    queries,
    answer: { call_id: number; call_sid: string; webhook: string; body: string; at: string },
  ) =>
    queries.insertInto('answers').values({
      call_id: answer.call_id,
      call_sid: answer.call_sid,
      webhook: answer.webhook,
      body: answer.body,
      at: answer.at,
    }),
)

export const selectJournalAfter = prepared(
  (queries, { callId, seq }: { callId: number; seq: number }) =>
    queries
      .selectFrom('journal')
      .select(['seq', 'at', 'kind', 'webhook', 'payload'])
      .where('call_id', '=', callId)
      .where('seq', '>', seq)
      .orderBy('seq'),
)

/** Whether the call has had an event, taken in or not. */
export const selectEvent = prepared(
  (queries, { callId, identity }: { callId: number; identity: string }) =>
    queries
      .selectFrom('journal')
      .select('seq')
      .where('call_id', '=', callId)
      .where('webhook', '=', identity),
)

export const selectFirstEvent = prepared((queries, { callId }: { callId: number }) =>
  queries
    .selectFrom('journal')
    .select('webhook')
    .where('call_id', '=', callId)
    .where('seq', '=', 1),
)

export const insertJournal = prepared((queries, entry: JournalRow) =>
  queries.insertInto('journal').values({
    call_id: entry.call_id,
    call_sid: entry.call_sid,
    seq: entry.seq,
    at: entry.at,
    kind: entry.kind,
    webhook: entry.webhook,
    payload: entry.payload,
  }),
)

export const insertUtterance = prepared((queries, spoken: ConversationRow) =>
  queries.insertInto('conversation').values({
    call_id: spoken.call_id,
    call_sid: spoken.call_sid,
    turn_index: spoken.turn_index,
    speaker: spoken.speaker,
    text: spoken.text,
    timestamp: spoken.timestamp,
    latency_ms: spoken.latency_ms,
    model_ms: spoken.model_ms,
  }),
)
