/** Calls that were answered while the database was away, written down when it is back. */
import type { Database, Queries } from '../database.ts'
import { tellOwner, type ToldNotice } from '../notices/tell.ts'
import type { CallRow, JournalRow } from '../schema.ts'
import { appendTurns, type AppendedTurn, type TurnEntry } from './append-turn.ts'
import { becameOf, hasMessage } from '../became.ts'
import { insertCall, insertJournal, selectJournalAfter } from './call-queries.ts'
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
 * was decided before stands. Turns that are written down already are left alone, so it may be tried again; an
 * event that was journalled before the database went away stands where its turn does.
 */
export function recordMissedCall(database: Database, missed: MissedCall): Promise<void> {
  return database.write(async (queries) => {
    const call = await rowOf(queries, missed)
    const answered = new Set((await answersOf(queries, call.id)).map(({ webhook }) => webhook))
    const turns = missed.turns.filter(({ answers }) => !answers.every((one) => answered.has(one)))
    if (turns.length === 0) return
    const waiting = await takeWaiting(queries, call)
    const { taken, left } = withTheirEvents(turns, waiting)
    const before = { seq: call.handled_seq, utterances: call.utterances }
    const after = await appendTurns(queries, call, before, taken)
    await keepWaiting(queries, call, after.seq, left)
    await tellOwner(queries, call.id, newsOf(turns, call))
    const decision = decided(call.final_decision, missed.call.final_decision)
    const dial = missed.call.transfer_status ?? call.transfer_status
    const { numUpdatedRows } = await queries
      .updateTable('calls')
      .set({
        snapshot: missed.call.snapshot,
        final_decision: decision,
        transfer_status: dial,
        became: becameOf({
          decision,
          dial,
          leftMessage: missed.call.leftMessage === true || hasMessage(call.became),
        }),
        call_back: missed.call.call_back ?? call.call_back,
        language: missed.call.language ?? call.language,
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

/**
 * An instance that heard only the rest of a call takes it for failed; another may have heard how it began, and
 * has put it through.
 */
function decided(before: string | null, missed: string | null): string | null {
  return isDecided(before) ? before : (missed ?? before)
}

function isDecided(decision: string | null): boolean {
  return decision !== null && decision !== 'failed'
}

/**
 * What they tell. Whoever was put through before was not turned away, though a flow that did not know of it came
 * to an end that says so.
 */
function newsOf(turns: AppendedTurn[], { final_decision }: CallRow): ToldNotice[] {
  const told = turns.flatMap(({ tells, at }) => tells.map((kind) => ({ kind, at })))
  return isDecided(final_decision) ? told.filter(({ kind }) => kind !== 'turned away') : told
}

/** Another clock than the one that it began by may have had its end. */
function notBefore(start: string, end: string | null): string | null {
  return end !== null && end < start ? start : end
}

type Waiting = Pick<JournalRow, 'seq' | 'at' | 'kind' | 'webhook' | 'payload'>

/** What came in before and was taken in by no turn: the end of the journal, which gets another end now. */
async function takeWaiting(queries: Queries, { id, handled_seq }: CallRow): Promise<Waiting[]> {
  const { rows } = await selectJournalAfter(queries, { callId: id, seq: handled_seq })
  if (rows.length > 0)
    await queries
      .deleteFrom('journal')
      .where('call_id', '=', id)
      .where('seq', '>', handled_seq)
      .execute()
  return rows
}

/** What is none of these turns' waits on behind them: another instance may have answered it meanwhile. */
async function keepWaiting(
  queries: Queries,
  { id: call_id, call_sid }: CallRow,
  lastSeq: number,
  left: Waiting[],
): Promise<void> {
  for (const [index, row] of left.entries())
    await insertJournal(queries, { ...row, seq: lastSeq + index + 1, call_id, call_sid })
}

/** Each of their events as it was waiting, if it was: under the same identity, or alike by the same way in. */
function withTheirEvents(
  turns: AppendedTurn[],
  waiting: Waiting[],
): { taken: AppendedTurn[]; left: Waiting[] } {
  const left = [...waiting]

  function asItWaited(entry: TurnEntry): TurnEntry {
    const { kind, identity, payload } = entry
    if (kind !== 'event' || identity === null) return entry
    const same = left.findIndex((one) => one.webhook === identity)
    const index = same >= 0 ? same : left.findIndex((one) => isLike(one, identity, payload))
    if (index < 0) return entry
    const [{ at, webhook }] = left.splice(index, 1) as [Waiting]
    return { ...entry, at, identity: webhook }
  }
  const taken = turns.map((turn) => ({ ...turn, entries: turn.entries.map(asItWaited) }))
  return { taken, left }
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
  const counters = { revision: 0, handled_seq: 0, utterances: 0 }
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
