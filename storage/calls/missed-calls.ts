/** Calls that were answered while the database was away, written down when it is back. */
import type { Database, Queries } from '../database.ts'
import type { CallRow } from '../schema.ts'
import { appendTurn, type AppendedTurn } from './append-turn.ts'
import { insertCall, selectAnswer } from './call-queries.ts'
import type { TurnRecord } from './commit.ts'
import type { NewCall } from './receive.ts'

export interface MissedCall {
  /** As its row begins, if it has none: its flow is the one that it ran meanwhile. */
  opening: NewCall
  startTime: string
  /** Columns as the last of the turns has them. */
  call: TurnRecord['call']
  turns: AppendedTurn[]
}

/**
 * Adds what happened meanwhile to the call, which goes on from there, in the flow it ran meanwhile. What was
 * decided before stands. A call that is written down already is left alone, so it may be tried again.
 */
export function recordMissedCall(database: Database, missed: MissedCall): Promise<void> {
  const { opening, turns } = missed
  return database.write(async (queries) => {
    const call = await rowOf(queries, missed)
    const [identity = ''] = turns[0]!.answers
    if ((await selectAnswer(queries, { callId: call.id, identity })).rows.length > 0) return
    let counters = { seq: await lastSeq(queries, call.id), utterances: call.utterances }
    for (const turn of turns) counters = await appendTurn(queries, call, counters, turn)
    const { numUpdatedRows } = await queries
      .updateTable('calls')
      .set({
        flow: opening.flow,
        flow_version: opening.flow_version,
        snapshot: missed.call.snapshot,
        final_decision: call.final_decision ?? missed.call.final_decision,
        transfer_status: missed.call.transfer_status ?? call.transfer_status,
        call_type: call.call_type ?? missed.call.call_type,
        end_time: call.end_time ?? notBefore(call.start_time, missed.call.end_time),
        updated_at: turns.at(-1)!.at,
        // Whatever turn of it is still under way elsewhere starts again.
        revision: call.revision + turns.length,
        handled_seq: counters.seq,
        utterances: counters.utterances,
      })
      .where('id', '=', call.id)
      .where('revision', '=', call.revision)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Error('A turn of the call was first: to be tried again')
  })
}

/** Another clock than the one that it began by may have had its end. */
function notBefore(start: string, end: string | null): string | null {
  return end !== null && end < start ? start : end
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
