/** What the last calls tell about how phones and lines are set up. */
import { PUT_THROUGH } from '../became.ts'
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'

export interface SeenCalls {
  /** How many were looked at. */
  calls: number
  /** Of those, dials to the owner that have ended, and how many of them the owner answered. */
  dials: number
  reached: number
  /** Calls that were our own dial coming back. */
  cameBack: number
}

const MOST = 100

export async function readSeenCalls(queries: Queries): Promise<SeenCalls> {
  const query = queries
    .selectFrom('calls')
    .select(['final_decision', 'transfer_status', 'utterances'])
    // Nobody rings for a call that is only played.
    .where('simulated', '=', 0)
    .where('final_decision', 'is not', null)
    .orderBy('id', 'desc')
  const rows = await first(queries, MOST, query).execute()
  const dials = rows.filter(
    ({ final_decision, transfer_status }) =>
      (PUT_THROUGH as readonly (string | null)[]).includes(final_decision) &&
      transfer_status !== null,
  )
  return {
    calls: rows.length,
    dials: dials.length,
    reached: dials.filter(({ transfer_status: end }) => end === 'completed' || end === 'declined')
      .length,
    // Whoever is screened to the end has been greeted: only these end as completed without a word.
    cameBack: rows.filter(
      ({ final_decision, utterances }) => final_decision === 'completed' && utterances === 0,
    ).length,
  }
}

/** When the newest call began that came over a line: UTC, ISO 8601; null where there is none. */
export async function newestRealCallAt(queries: Queries): Promise<string | null> {
  const query = queries
    .selectFrom('calls')
    .select('start_time')
    .where('simulated', '=', 0)
    .orderBy('id', 'desc')
  const [newest] = await first(queries, 1, query).execute()
  return newest?.start_time ?? null
}
