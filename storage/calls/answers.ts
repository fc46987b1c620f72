/** Answers kept for repeats; Twilio repeats within seconds, so they need not be kept for long. */
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'

/** So few at a time that no turn waits for long: the work of one statement. */
const FEW = 200

/** Removes the answers older than `before`, given as UTC, ISO 8601. */
export async function sweepAnswers(database: Database, before: string): Promise<void> {
  let removed = FEW
  // Those of one moment go together, so there may be a few more.
  while (removed >= FEW)
    removed = await database.writeOne(async (queries) => {
      const old = queries.selectFrom('answers').select('at').where('at', '<', before).orderBy('at')
      const { numDeletedRows } = await queries
        .deleteFrom('answers')
        .where('at', '<=', ({ selectFrom }) =>
          selectFrom(first(queries, FEW, old).as('old')).select(({ fn }) =>
            fn.max('old.at').as('newest'),
          ),
        )
        .executeTakeFirst()
      return Number(numDeletedRows)
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
