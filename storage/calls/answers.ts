/** Answers kept for repeats; Twilio repeats within seconds, so they need not be kept for long. */
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'

/** So few at a time that no turn waits for long. */
const FEW = 200

/** Removes the answers older than `before`, given as UTC, ISO 8601. */
export async function sweepAnswers(database: Database, before: string): Promise<void> {
  let removed = FEW
  while (removed === FEW)
    removed = await database.write(async (queries) => {
      const old = await first(
        queries,
        FEW,
        queries
          .selectFrom('answers')
          .select(['call_id', 'webhook'])
          .where('at', '<', before)
          .orderBy('at'),
      ).execute()
      for (const { call_id, webhook } of old)
        await queries
          .deleteFrom('answers')
          .where('call_id', '=', call_id)
          .where('webhook', '=', webhook)
          .execute()
      return old.length
    })
}

/** What the webhooks of a call were answered with, as long as it is kept. */
export function findAnswers(
  queries: Queries,
  callId: number,
): Promise<{ webhook: string; body: string }[]> {
  return queries
    .selectFrom('answers')
    .select(['webhook', 'body'])
    .where('call_id', '=', callId)
    .execute()
}
