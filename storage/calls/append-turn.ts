/** What one turn adds to its call besides the call's own columns: journal entries, words, answers. */
import type { Queries } from '../database.ts'
import type { CallRow, ConversationRow } from '../schema.ts'
import { insertAnswer, insertJournal, insertUtterance } from './call-queries.ts'

export interface TurnEntry {
  kind: 'event' | 'answer' | 'fault' | 'rest'
  at: string
  /** Of an event, what tells it from the others; else null. */
  identity: string | null
  payload: unknown
}

export interface AppendedTurn {
  at: string
  /** For the journal, in order. */
  entries: TurnEntry[]
  utterances: Omit<ConversationRow, 'call_id' | 'call_sid' | 'turn_index'>[]
  /** Identities of the events that get the answer. */
  answers: string[]
  /** The answer. */
  body: string
}

/** What the call's own columns count, before and after. */
export interface Counters {
  /** The last `seq` of its journal. */
  seq: number
  utterances: number
}

/** Resolves with the counters as they are after it. To be called in a transaction. */
export async function appendTurn(
  queries: Queries,
  { id: call_id, call_sid }: Pick<CallRow, 'id' | 'call_sid'>,
  { seq, utterances }: Counters,
  turn: AppendedTurn,
): Promise<Counters> {
  for (const { kind, at, identity: webhook, payload } of turn.entries)
    await insertJournal(queries, {
      call_id,
      call_sid,
      seq: ++seq,
      at,
      kind,
      webhook,
      payload: JSON.stringify(payload),
    })
  for (const spoken of turn.utterances)
    await insertUtterance(queries, { ...spoken, call_id, call_sid, turn_index: utterances++ })
  const { body, at } = turn
  for (const webhook of turn.answers)
    await insertAnswer(queries, { call_id, call_sid, webhook, body, at })
  return { seq, utterances }
}
