/** Calls that were answered while the database was away, written down when it is back. */
import {
  insertAnswer,
  insertCall,
  insertJournal,
  insertUtterance,
  selectAnswer,
} from './call-queries.ts'
import type { NewCall, TurnRecord } from './calls.ts'
import type { Database, Queries } from '../database.ts'
import type { CallRow, JournalRow } from '../schema.ts'

export interface MissedTurn {
  /** Identifies the webhook that it answered. */
  webhook: string
  at: string
  body: string
  entries: Pick<JournalRow, 'at' | 'kind' | 'webhook' | 'payload'>[]
  utterances: TurnRecord['utterances']
}

export interface MissedCall {
  /** As its row begins, if it has none: its flow is the one that it ran meanwhile. */
  opening: NewCall
  startTime: string
  outcome: TurnRecord['call']
  turns: MissedTurn[]
}

/**
 * Adds what happened meanwhile to the call, which goes on from there, in the flow it ran meanwhile. What was
 * decided before stands. A call that is written down already is left alone, so it may be tried again.
 */
export function recordMissedCall(database: Database, missed: MissedCall): Promise<void> {
  return database.write(async (queries) => {
    const call = await rowOf(queries, missed)
    const { id: callId, call_sid: callSid } = call
    const { webhook } = missed.turns[0]!
    if ((await selectAnswer(queries, { callId, webhook })).rows.length > 0) return
    let seq = await lastSeq(queries, callId)
    let turnIndex = call.utterances
    for (const turn of missed.turns) {
      for (const entry of turn.entries)
        await insertJournal(queries, { ...entry, call_id: callId, call_sid: callSid, seq: ++seq })
      for (const spoken of turn.utterances)
        await insertUtterance(queries, {
          ...spoken,
          call_id: callId,
          call_sid: callSid,
          turn_index: turnIndex++,
        })
      const { webhook: answered, body, at } = turn
      await insertAnswer(queries, {
        call_id: callId,
        call_sid: callSid,
        webhook: answered,
        body,
        at,
      })
    }
    const { outcome, opening } = missed
    const { numUpdatedRows } = await queries
      .updateTable('calls')
      .set({
        flow: opening.flow,
        flow_version: opening.flow_version,
        snapshot: outcome.snapshot,
        final_decision: call.final_decision ?? outcome.final_decision,
        transfer_status: outcome.transfer_status ?? call.transfer_status,
        call_type: call.call_type ?? outcome.call_type,
        end_time: call.end_time ?? outcome.end_time,
        updated_at: missed.turns.at(-1)!.at,
        // Whatever turn of it is still under way elsewhere starts again.
        revision: call.revision + missed.turns.length,
        handled_seq: seq,
        utterances: turnIndex,
      })
      .where('id', '=', callId)
      .where('revision', '=', call.revision)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Error('A turn of the call was first: to be tried again')
  })
}

async function rowOf(queries: Queries, { opening, startTime }: MissedCall): Promise<CallRow> {
  const find = () =>
    queries
      .selectFrom('calls')
      .selectAll()
      .where('call_sid', '=', opening.call_sid)
      .executeTakeFirst()
  const known = await find()
  if (known) return known
  const counters = { revision: 0, handled_seq: 0, utterances: 0, simulated: 0 }
  await insertCall(queries, {
    ...opening,
    start_time: startTime,
    updated_at: startTime,
    ...counters,
  })
  return (await find())!
}

async function lastSeq(queries: Queries, callId: number): Promise<number> {
  const { last } = await queries
    .selectFrom('journal')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow()
  return last ?? 0
}
