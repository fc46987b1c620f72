/** Calls that were answered while the database was away, written down when it is back. */
import type { Database, Queries } from '../database.ts'
import type { CallRow } from '../schema.ts'
import { appendTurns, type AppendedTurn, type TurnEntry } from './append-turn.ts'
import { insertCall, selectJournalAfter } from './call-queries.ts'
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
 * Adds what happened meanwhile to the call, which goes on from there: in the flow that its state names. What
 * was decided before stands. Turns that are written down already are left alone, so it may be tried again; so
 * are events that were, before the database went away.
 */
export function recordMissedCall(database: Database, missed: MissedCall): Promise<void> {
  return database.write(async (queries) => {
    const call = await rowOf(queries, missed)
    const answered = new Set((await answersOf(queries, call.id)).map(({ webhook }) => webhook))
    const turns = missed.turns.filter(({ answers }) => !answers.every((one) => answered.has(one)))
    if (turns.length === 0) return
    const waiting = await eventsAfter(queries, call)
    const before = { seq: waiting.lastSeq, utterances: call.utterances }
    const after = await appendTurns(
      queries,
      call,
      before,
      turns.map(withoutWaiting(waiting.events)),
    )
    const { numUpdatedRows } = await queries
      .updateTable('calls')
      .set({
        snapshot: missed.call.snapshot,
        final_decision: call.final_decision ?? missed.call.final_decision,
        transfer_status: missed.call.transfer_status ?? call.transfer_status,
        call_type: call.call_type ?? missed.call.call_type,
        end_time: call.end_time ?? notBefore(call.start_time, missed.call.end_time),
        updated_at: turns.at(-1)!.at,
        // Whatever turn of it is still under way elsewhere starts again.
        revision: call.revision + turns.length,
        handled_seq: after.seq,
        utterances: after.utterances,
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

interface Waiting {
  webhook: string | null
  payload: string
}

/** What came in before and was not taken in: the end of the journal. */
async function eventsAfter(
  queries: Queries,
  { id, handled_seq }: CallRow,
): Promise<{ events: Waiting[]; lastSeq: number }> {
  const { rows } = await selectJournalAfter(queries, { callId: id, seq: handled_seq })
  return {
    events: rows.filter(({ kind }) => kind === 'event'),
    lastSeq: rows.at(-1)?.seq ?? handled_seq,
  }
}

/** Each of them stands for one event of the turns: the same identity, or the same by the same way in. */
function withoutWaiting(waiting: Waiting[]): (turn: AppendedTurn) => AppendedTurn {
  const left = [...waiting]

  function isThere({ kind, identity, payload }: TurnEntry): boolean {
    if (kind !== 'event' || identity === null) return false
    const same = left.findIndex((one) => one.webhook === identity)
    const index = same >= 0 ? same : left.findIndex((one) => isLike(one, identity, payload))
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  }
  return (turn) => ({ ...turn, entries: turn.entries.filter((entry) => !isThere(entry)) })
}

/** Without a token of its line an identity has the revision in it, which nobody knew meanwhile. */
function isLike({ webhook, payload }: Waiting, identity: string, event: unknown): boolean {
  const [route] = identity.split(' ')
  return webhook?.split(' ')[0] === route && payload === JSON.stringify(event)
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

function answersOf(queries: Queries, callId: number): Promise<{ webhook: string }[]> {
  return queries.selectFrom('answers').select('webhook').where('call_id', '=', callId).execute()
}
