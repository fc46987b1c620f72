/** Dials to the owner that have not ended yet. */
import type { Queries } from '../database.ts'
import { prepared } from '../prepared.ts'

interface OpenDial {
  /** As Twilio sends it in `From`. */
  callerId: string
  otherThan: string
  /** Only calls that began no earlier: UTC, ISO 8601. It bounds the search. */
  begunSince: string
  /** Only calls whose last turn, the one that dials, is no older. */
  dialedSince: string
}

const selectOpenDial = prepared(
  (queries, { callerId, otherThan, begunSince, dialedSince }: OpenDial) =>
    queries
      .selectFrom('calls')
      .select('call_sid')
      .where('caller_id', '=', callerId)
      .where('start_time', '>=', begunSince)
      .where('updated_at', '>=', dialedSince)
      .where('call_sid', '!=', otherThan)
      .where('final_decision', 'in', ['transferred', 'transferred_exception'])
      .where('transfer_status', 'is', null)
      .where('end_time', 'is', null)
      // A simulated one rings nobody, so nothing of it can come back.
      .where('simulated', '=', 0),
)

/** Whether another call from this number is being put through to the owner right now. */
export async function isBeingPutThrough(queries: Queries, dial: OpenDial): Promise<boolean> {
  return (await selectOpenDial(queries, dial)).rows.length > 0
}
