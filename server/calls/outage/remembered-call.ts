/** A call while the database is away: as it would be stored. */
import { outageFlow } from '../../../machines/flows/outage.ts'
import type { AppendedTurn } from '../../../storage/calls/append-turn.ts'
import type { TurnRecord } from '../../../storage/calls/commit.ts'
import type { CallRow } from '../../../storage/schema.ts'
import { playedBy, type Incoming } from '../incoming.ts'

export interface RememberedCall {
  /** As its row would be. */
  row: CallRow
  turns: AppendedTurn[]
  /** Of the request that brought its first event. */
  requestId: string
}

export function beginCall(incoming: Incoming, at: string): RememberedCall {
  const { callSid, requestId, event, arrival, replyTo } = incoming
  const row: CallRow = {
    id: 0,
    call_sid: callSid,
    caller_id: arrival?.from ?? '',
    called: arrival?.called ?? '',
    start_time: at,
    end_time: null,
    final_decision: null,
    transfer_status: null,
    call_type: null,
    flow: outageFlow.id,
    flow_version: outageFlow.version!,
    snapshot: null,
    updated_at: at,
    // Of a call in its middle, its events tell how far it had come.
    revision: event.type === 'call.arrived' ? 0 : (replyTo ?? 0),
    handled_seq: 0,
    utterances: 0,
    erased_at: null,
    done_at: null,
    owner_verdict: null,
    became: null,
    call_back: null,
    language: null,
    simulated: playedBy(incoming),
  }
  return { row, turns: [], requestId }
}

/** The call after a turn. */
export function afterTurn({ row, turns, requestId }: RememberedCall, record: TurnRecord) {
  const { at, notes, utterances, body, tells } = record
  const events = record.received.pending
  const turn: AppendedTurn = {
    at,
    entries: [
      ...events.map(({ identity, event }) => ({
        at,
        kind: 'event' as const,
        identity,
        payload: event,
      })),
      ...notes.map((note) => ({ ...note, at, identity: null })),
    ],
    utterances,
    tells,
    answers: events.map(({ identity }) => identity),
    body,
  }
  const after = { ...row, ...record.call, revision: row.revision + 1, updated_at: at }
  return { row: after, turns: [...turns, turn], requestId } satisfies RememberedCall
}
