/** The end of a turn: all that it changes is on disk, or nothing. */
import type { Database, Queries } from '../database.ts'
import { isDuplicateKey } from '../dialect.ts'
import type { CallRow } from '../schema.ts'
import { appendTurn, type AppendedTurn, type TurnEntry } from './append-turn.ts'
import { updateCall } from './call-queries.ts'
import type { Received } from './receive.ts'

/** What one turn changes. */
export interface TurnRecord extends Pick<AppendedTurn, 'utterances' | 'body' | 'at'> {
  /** What the turn started from; the commit is refused when it is no longer what is stored. */
  received: Received
  /** Columns of the call that the turn sets. */
  call: Pick<
    CallRow,
    'snapshot' | 'final_decision' | 'transfer_status' | 'call_type' | 'end_time'
  > &
    Partial<Pick<CallRow, 'flow_version'>>
  /** For the journal, behind the events: what the ports answered, and where the turn came to rest. */
  notes: Pick<TurnEntry, 'kind' | 'payload'>[]
}

/**
 * Writes a turn down. Resolves with false, and changes nothing, where another turn of the call was
 * committed or another of its events came in meanwhile: then the turn has to start again.
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
  const { at, notes, utterances, body } = turn
  const { numAffectedRows } = await updateCall(queries, {
    ...call,
    ...turn.call,
    updated_at: at,
    revision: call.revision + 1,
    handled_seq: lastSeq + notes.length,
    utterances: call.utterances + utterances.length,
    expected: call.revision,
  })
  if (numAffectedRows !== 1n) return false
  const counters = { seq: lastSeq, utterances: call.utterances }
  const entries = notes.map((note) => ({ ...note, at, identity: null }))
  const answers = pending.map(({ identity }) => identity)
  await appendTurn(queries, call, counters, { at, entries, utterances, answers, body })
  return true
}
