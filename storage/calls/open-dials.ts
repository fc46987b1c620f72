/** Dials to the owner that have not ended yet. */
import type { Queries } from '../database.ts'
import { prepared } from '../prepared.ts'
import { PUT_THROUGH } from '../became.ts'
import { spellingsOf } from '../spellings.ts'

interface OpenDial {
  /** As Twilio sends it in `From`: of a dial of ours that comes back, the number it shows, the caller's or our own. */
  callerId: string
  otherThan: string
  /** Only calls that began no earlier: UTC, ISO 8601. It bounds the search. */
  begunSince: string
  /** Only calls whose last turn, the one that dials, is no older. */
  dialedSince: string
}

/**
 * All that are in progress, whatever was decided: asked for a decision too, SQLite looks through every call since
 * `begunSince` that was put through, and not through the few that have not ended.
 */
const selectOpenDial = prepared(
  (
    queries,
    {
      callerId,
      otherSpelling,
      otherThan,
      begunSince,
      dialedSince,
    }: OpenDial & { otherSpelling: string },
  ) =>
    queries
      .selectFrom('calls')
      .select('final_decision')
      .where(({ or, eb }) =>
        or([
          eb('caller_id', 'in', [callerId, otherSpelling]),
          eb('called', 'in', [callerId, otherSpelling]),
        ]),
      )
      .where('start_time', '>=', begunSince)
      .where('updated_at', '>=', dialedSince)
      .where('call_sid', '!=', otherThan)
      .where('transfer_status', 'is', null)
      .where('end_time', 'is', null)
      // A simulated one rings nobody, so nothing of it can come back.
      .where('simulated', '=', 0),
)

/** Whether another call is being put through to the owner right now by a dial that may show this number. */
export async function isBeingPutThrough(queries: Queries, dial: OpenDial): Promise<boolean> {
  const otherSpelling = spellingsOf(dial.callerId).find((one) => one !== dial.callerId)
  const values = { ...dial, otherSpelling: otherSpelling ?? dial.callerId }
  const { rows } = await selectOpenDial(queries, values)
  return rows.some(({ final_decision: decision }) => PUT_THROUGH.some((one) => one === decision))
}
