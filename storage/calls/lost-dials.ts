/** Calls whose caller hung up while the owner's phone rang, and of whose dial nobody has told how it ended. */
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'
import { STANDS_IN } from '../became.ts'
import type { SilentCall } from './silent-calls.ts'

const FEW = 100

/**
 * The oldest of those that have been heard of between `since` and `before` (UTC, ISO 8601), behind `after`. They are
 * taken for missed, and the owner has not been told.
 */
export function findLostDials(
  queries: Queries,
  { since, before }: { since: string; before: string },
  after: Pick<SilentCall, 'id' | 'start_time'> | null,
): Promise<SilentCall[]> {
  const { start_time, id } = after ?? { start_time: since, id: -1 }
  const lost = queries
    .selectFrom('calls')
    .select(['id', 'call_sid', 'start_time', 'updated_at', 'simulated'])
    .where('became', 'in', STANDS_IN.missed)
    .where('start_time', '>=', start_time)
    .where('start_time', '<', before)
    .where(({ eb, or }) => or([eb('start_time', '>', start_time), eb('id', '>', id)]))
    .where('updated_at', '<', before)
    .where('transfer_status', '=', 'canceled')
    .where('end_time', 'is not', null)
    .where('erased_at', 'is', null)
    // Those tell nobody.
    .where('simulated', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notices')
            .select('notices.id')
            .whereRef('notices.call_id', '=', 'calls.id')
            .where('notices.kind', '=', 'missed'),
        ),
      ),
    )
    .orderBy('start_time')
    .orderBy('id')
  return first(queries, FEW, lost).execute()
}
