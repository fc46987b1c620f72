/** A call as its journal tells it: turn by turn what happened, what the ports answered, where it came to rest. */
import type { CallEvent, Limits } from '../../machines/call.ts'
import { noteToday, type PortNote } from '../../machines/ports.ts'
import { readRest, type Rest } from '../calls/rest.ts'

export interface JournalEntry {
  seq: number
  /** UTC, ISO 8601 */
  at: string
  kind: string
  /** The event, the port's answer or fault, or the rest. */
  payload: unknown
}

export interface RecordedCall {
  /** Where it was read from; left out where that is the database. */
  file?: string
  callSid: string
  /** As the call ended, or goes on. */
  flow: string
  flowVersion: string
  startTime: string
  /** The bounds that it had; null where they are not known any more. */
  limits: Limits | null
  journal: JournalEntry[]
  /** What the concierge said, in order; empty where the words are not known. */
  spoken: string[]
  /** Whether the journal has what was said; an exported call may do without. */
  hasWords: boolean
  decision: string | null
  transferStatus: string | null
}

export interface RecordedNote extends PortNote {
  seq: number
  /** How many of the turn's events it came after. */
  after: number
}

export interface RecordedTurn {
  /** Of the first event. */
  at: string
  /** Of the last entry. */
  seq: number
  events: { seq: number; event: CallEvent }[]
  notes: RecordedNote[]
  /** Null in a journal of before rests were written down, and for a turn under way. */
  rest: Rest | null
}

/** For people: the file, or the CallSid. */
export function nameOf({ file, callSid }: RecordedCall): string {
  return file ?? callSid
}

/** Whether the call was recorded with the places where it rested. */
export function hasRests({ journal }: Pick<RecordedCall, 'journal'>): boolean {
  return journal.some(({ kind }) => kind === 'rest')
}

/**
 * A rest ends a turn. Without any, nothing tells which events were taken in together: each is a turn then, with
 * the answers that follow it.
 */
export function turnsOf(call: Pick<RecordedCall, 'journal'>): RecordedTurn[] {
  const together = hasRests(call)
  const turns: RecordedTurn[] = []
  let current: RecordedTurn | null = null
  for (const { seq, at, kind, payload } of call.journal) {
    if (kind === 'event' && (!together || current?.notes.length)) current = null
    if (!current) {
      current = { at, seq, events: [], notes: [], rest: null }
      turns.push(current)
    }
    current.seq = seq
    if (kind === 'event') current.events.push({ seq, event: payload as CallEvent })
    if (kind === 'answer' || kind === 'fault')
      current.notes.push({
        seq,
        after: 0,
        ...noteToday({ kind, payload: payload as PortNote['payload'] }),
      })
    if (kind === 'rest') {
      close(current, readRest(payload))
      current = null
    }
  }
  return turns
}

function close(turn: RecordedTurn, rest: Rest): void {
  turn.rest = rest
  for (const [index, note] of turn.notes.entries()) note.after = rest.answersAfter?.[index] ?? 0
}
