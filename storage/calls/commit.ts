/** The end of a turn: all that it changes is on disk, or nothing. */
import type { Database } from '../database.ts'
import { isDuplicateKey } from '../dialect.ts'
import { tellOwner } from '../notices/tell.ts'
import type { CallRow } from '../schema.ts'
import { becameOf, hasMessage } from '../became.ts'
import { appendTurn, rowsOf, type AppendedTurn, type TurnEntry } from './append-turn.ts'
import { updateCall, type CallChanges } from './call-queries.ts'
import type { Received } from './receive.ts'

/** What one turn changes. */
export interface TurnRecord extends Pick<
  AppendedTurn,
  'utterances' | 'cutOff' | 'body' | 'otherBodies' | 'at'
> {
  /** What the turn started from; the commit is refused when it is no longer what is stored. */
  received: Received
  /** Columns of the call that the turn sets. */
  call: Pick<
    CallRow,
    'snapshot' | 'final_decision' | 'transfer_status' | 'call_type' | 'end_time'
  > &
    Partial<Pick<CallRow, 'flow_version' | 'call_back' | 'language'>> & {
      /** Whether words or a number have been left for the owner. */
      leftMessage?: boolean
    }
  /** For the journal, behind the events: what the ports answered, and where the turn came to rest. */
  notes: Pick<TurnEntry, 'kind' | 'payload'>[]
  /** Kinds of notice that the turn tells the owner of. */
  tells: readonly string[]
  /** When what they tell of happened, where that was before the turn. */
  happenedAt?: string
}

/**
 * Writes a turn down. Resolves with false, and changes nothing, where another turn of the call was
 * committed or another of its events came in meanwhile: then the turn has to start again.
 */
export async function commit(database: Database, turn: TurnRecord): Promise<boolean> {
  const { call, pending, lastSeq } = turn.received
  const { at, notes, utterances, cutOff = [], body, otherBodies, tells, happenedAt = at } = turn
  const notices = tells.map((kind) => ({ kind, at: happenedAt }))
  const appended: AppendedTurn = {
    at,
    entries: notes.map((note) => ({ ...note, at, identity: null })),
    utterances,
    cutOff,
    tells,
    answers: pending.map(({ identity }) => identity),
    body,
    ...(otherBodies && { otherBodies }),
  }
  const counters = { seq: lastSeq, utterances: call.utterances }
  const columns = columnsAfter(turn)
  try {
    const rows = rowsOf(counters, appended)
    const written =
      (await database.batches?.commit({ call, columns, notices, cutOff, ...rows })) ?? null
    if (written !== null) return written
    return await database.write(async (queries) => {
      const changes = { id: call.id, ...columns, expected: call.revision }
      const { numAffectedRows } = await updateCall(queries, changes)
      if (numAffectedRows !== 1n) return false
      await appendTurn(queries, call, counters, appended)
      await tellOwner(queries, call.id, notices)
      return true
    })
  } catch (error) {
    // Somebody else's entry stands where ours would have gone.
    if (isDuplicateKey(error)) return false
    throw error
  }
}

function columnsAfter({ received, call: given, at, notes, utterances }: TurnRecord): CallChanges {
  const { call, lastSeq } = received
  return {
    snapshot: given.snapshot,
    final_decision: given.final_decision,
    transfer_status: given.transfer_status,
    call_type: given.call_type,
    end_time: given.end_time,
    became: becameOf({
      decision: given.final_decision,
      dial: given.transfer_status,
      leftMessage: given.leftMessage === true || hasMessage(call.became),
    }),
    call_back: given.call_back ?? call.call_back,
    language: given.language ?? call.language,
    flow_version: given.flow_version ?? call.flow_version,
    updated_at: at,
    revision: call.revision + 1,
    handled_seq: lastSeq + notes.length,
    utterances: call.utterances + utterances.length,
  }
}
