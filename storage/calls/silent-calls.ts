/** Calls whose end nobody told us of. */
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'
import type { CallRow } from '../schema.ts'

export type SilentCall = Pick<
  CallRow,
  'id' | 'call_sid' | 'start_time' | 'updated_at' | 'simulated'
>

/** So few at a time that no turn waits for long. */
const FEW = 100

/**
 * A page of the calls that have not ended and of which nothing has been heard since `before` (UTC, ISO 8601),
 * oldest first, behind `after`; empty where there are no more.
 */
export function findSilentCalls(
  queries: Queries,
  before: string,
  after: Pick<SilentCall, 'id' | 'start_time'> | null,
): Promise<SilentCall[]> {
  const { start_time, id } = after ?? { start_time: '', id: -1 }
  const silent = queries
    .selectFrom('calls')
    .select(['id', 'call_sid', 'start_time', 'updated_at', 'simulated'])
    // The index on calls that have no end is by their beginning.
    .where('end_time', 'is', null)
    .where('start_time', '>=', start_time)
    .where('start_time', '<', before)
    .where(({ eb, or }) => or([eb('start_time', '>', start_time), eb('id', '>', id)]))
    .where('updated_at', '<', before)
    // What was erased has no state to go on from: see below.
    .where('erased_at', 'is', null)
    // A turn may have failed over an event that is in the journal all the same.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('journal')
            .select('journal.seq')
            .whereRef('journal.call_id', '=', 'calls.id')
            .where('journal.at', '>=', before),
        ),
      ),
    )
    .orderBy('start_time')
    .orderBy('id')
  return first(queries, FEW, silent).execute()
}

/** Ends those that were erased before they had an end; nothing of them is left to be taken by a turn. */
export async function endErasedCalls(queries: Queries, before: string): Promise<void> {
  await queries
    .updateTable('calls')
    .set(({ eb, ref }) => ({
      end_time: eb
        .case()
        .when('updated_at', '<', ref('start_time'))
        .then(ref('start_time'))
        .else(ref('updated_at'))
        .end(),
    }))
    .where('end_time', 'is', null)
    .where('start_time', '<', before)
    .where('erased_at', 'is not', null)
    .execute()
}
