/** What we have said in a call, and what of it was heard. */
import { prepared } from '../prepared.ts'
import type { Queries } from '../database.ts'
import type { CutOff } from '../cut-off.ts'

/** The latest. */
export const selectLastSaid = prepared((queries, { callId }: { callId: number }) =>
  queries
    .selectFrom('conversation')
    .select('text')
    .where('call_id', '=', callId)
    .where('turn_index', '=', (said) =>
      said
        .selectFrom('conversation as latest')
        .select((latest) => latest.fn.max('latest.turn_index').as('turn_index'))
        .where('latest.call_id', '=', callId)
        .where('latest.speaker', '=', 'concierge'),
    ),
)

/** Leaves of the latest that was said so only what was heard; of what was not, no row. To be called in a transaction. */
export async function shortenSaid(
  queries: Queries,
  callId: number,
  { heard, unheard }: CutOff,
): Promise<void> {
  const found = await queries
    .selectFrom('conversation')
    .select((latest) => latest.fn.max('turn_index').as('turn_index'))
    .where('call_id', '=', callId)
    .where('speaker', '=', 'concierge')
    .where('text', '=', heard + unheard)
    .executeTakeFirst()
  const index = found?.turn_index ?? null
  if (index === null) return
  const ofCall = { call_id: callId, turn_index: index }
  await (
    heard
      ? queries
          .updateTable('conversation')
          .set({ text: heard })
          .where((row) => row.and(ofCall))
      : queries.deleteFrom('conversation').where((row) => row.and(ofCall))
  ).execute()
}
