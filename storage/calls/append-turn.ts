/** What one turn adds to its call besides the call's own columns: journal entries, words, answers. */
import type { Queries } from '../database.ts'
import type { CallRow, ConversationRow } from '../schema.ts'
import type { CutOff } from '../cut-off.ts'
import { shortenSaid } from './said.ts'
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
  /** What was said before and, as it turns out, not heard to its end. */
  cutOff?: readonly CutOff[]
  /** Kinds of notice that it tells the owner of. */
  tells: readonly string[]
  /** Identities of the events that get the answer. */
  answers: string[]
  /** The answer. */
  body: string
  /** By the identities of events that get another: those of another leg than the one that is answered. */
  otherBodies?: ReadonlyMap<string, string>
}

/** What the call's own columns count, before and after. */
export interface Counters {
  /** The last `seq` of its journal. */
  seq: number
  utterances: number
}

/** Rows to a statement: SQL Server takes 2,100 parameters. */
const FEW = 200

/** The rows that it adds, each without its call. */
export function rowsOf({ seq, utterances }: Counters, turn: AppendedTurn) {
  const { at, body, otherBodies } = turn
  return {
    journal: turn.entries.map((entry, index) => ({
      seq: seq + index + 1,
      at: entry.at,
      kind: entry.kind,
      webhook: entry.identity,
      payload: JSON.stringify(entry.payload),
    })),
    conversation: turn.utterances.map((spoken, index) => ({
      turn_index: utterances + index,
      speaker: spoken.speaker,
      text: spoken.text,
      timestamp: spoken.timestamp,
      latency_ms: spoken.latency_ms ?? null,
      model_ms: spoken.model_ms ?? null,
    })),
    answers: turn.answers.map((webhook) => ({
      webhook,
      body: otherBodies?.get(webhook) ?? body,
      at,
    })),
  }
}

/** Resolves with the counters as they are after it. To be called in a transaction. */
export async function appendTurn(
  queries: Queries,
  { id: call_id, call_sid }: Pick<CallRow, 'id' | 'call_sid'>,
  { seq, utterances }: Counters,
  turn: AppendedTurn,
): Promise<Counters> {
  const { journal, conversation, answers } = rowsOf({ seq, utterances }, turn)
  for (const cut of turn.cutOff ?? []) await shortenSaid(queries, call_id, cut)
  for (const entry of journal) await insertJournal(queries, { ...entry, call_id, call_sid })
  for (const spoken of conversation)
    await insertUtterance(queries, { ...spoken, call_id, call_sid })
  for (const answer of answers) await insertAnswer(queries, { ...answer, call_id, call_sid })
  return { seq: seq + journal.length, utterances: utterances + conversation.length }
}

/** The same for several, with few statements, each for many rows. */
export async function appendTurns(
  queries: Queries,
  { id: call_id, call_sid }: Pick<CallRow, 'id' | 'call_sid'>,
  counters: Counters,
  turns: AppendedTurn[],
): Promise<Counters> {
  const tables = ['journal', 'conversation', 'answers'] as const
  const rows = { journal: [], conversation: [], answers: [] } as ReturnType<typeof rowsOf>
  for (const turn of turns) {
    const added = rowsOf(counters, turn)
    for (const row of added.journal) rows.journal.push(row)
    for (const row of added.conversation) rows.conversation.push(row)
    for (const row of added.answers) rows.answers.push(row)
    counters = {
      seq: counters.seq + added.journal.length,
      utterances: counters.utterances + added.conversation.length,
    }
  }
  for (const table of tables)
    for (let from = 0; from < rows[table].length; from += FEW) {
      const few = rows[table].slice(from, from + FEW)
      const values = few.map((row) => ({ ...row, call_id, call_sid }))
      await queries.insertInto(table).values(values).execute()
    }
  return counters
}
