/** What a turn asks of a database that is a network away: all of it at once, as plain data. */
import type { Insertable, Updateable } from 'kysely'
import type { CutOff } from './cut-off.ts'
import type {
  AnswersTable,
  CallRow,
  CallsTable,
  ConversationTable,
  JournalTable,
} from './schema.ts'

/** Each in one round trip and one transaction; both reject where a key is there already. */
export interface Batches {
  receive(event: EventToReceive): Promise<ReceivedRows>
  /** False, and nothing is changed, where the call is no longer at that revision; null for more than fits. */
  commit(turn: TurnToCommit): Promise<boolean | null>
}

export interface EventToReceive {
  callSid: string
  /** One of `PLAYED`. */
  simulated: number
  at: string
  /**
   * Of the journal and the answers; in two parts where the call's revision belongs between them; `first`: that of
   * the call's first event, which is this one where none is known.
   */
  webhook: string | { before: string; after: string } | { first: string }
  /** JSON */
  payload: string
  /** What it is instead where the call has gone on since it was at that revision. */
  late: { revision: number; payload: string } | null
  /** The rows of a call that it begins, where there is none. */
  opening: { call: Insertable<CallsTable>; webhook: string; payload: string } | null
}

export interface ReceivedRows {
  /** Whatever call has that id, even if the event is none of its. */
  call: CallRow | undefined
  /** What the event was answered before. */
  answer: string | undefined
  /** What no committed turn has taken in, the event among it, in order. */
  journal: Omit<JournalTable, 'call_id' | 'call_sid'>[]
}

type OfCall = 'call_id' | 'call_sid'

export interface TurnToCommit {
  call: Pick<CallRow, 'id' | 'call_sid' | 'revision'>
  columns: Updateable<CallsTable>
  /** Those that are there already stay as they are. */
  notices: readonly { kind: string; at: string }[]
  /** What was said before and not heard to its end. */
  cutOff: readonly CutOff[]
  journal: Omit<JournalTable, OfCall>[]
  conversation: Omit<ConversationTable, OfCall>[]
  answers: Omit<AnswersTable, OfCall>[]
}
