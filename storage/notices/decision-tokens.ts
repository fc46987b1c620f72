/** The rights to decide about a call, each by a token: kept by its hash, which decides nothing. */
import type { Database, Queries } from '../database.ts'
import type { CallRow, DecisionTokenRow } from '../schema.ts'

export type NewDecisionToken = DecisionTokenRow

/** What a token was made for, and its call as it is now. */
export type DecidableCall = CallRow &
  Pick<DecisionTokenRow, 'hash' | 'choice' | 'detail'> & {
    /** When the token was: UTC, ISO 8601. */
    made_at: string
  }

/** Writes them down, and forgets those that were made before `forgetBefore` (UTC, ISO 8601). */
export async function saveDecisionTokens(
  database: Database,
  tokens: readonly NewDecisionToken[],
  forgetBefore: string,
): Promise<void> {
  await database.write(async (queries) => {
    await queries.deleteFrom('decision_tokens').where('created_at', '<', forgetBefore).execute()
    await queries
      .insertInto('decision_tokens')
      .values([...tokens])
      .execute()
  })
}

/** Those that are known, in any order. */
export async function findDecisionTokens(
  queries: Queries,
  hashes: readonly string[],
): Promise<DecidableCall[]> {
  if (hashes.length === 0) return []
  return queries
    .selectFrom('decision_tokens')
    .innerJoin('calls', 'calls.id', 'decision_tokens.call_id')
    .selectAll('calls')
    .select([
      'decision_tokens.hash',
      'decision_tokens.choice',
      'decision_tokens.detail',
      'decision_tokens.created_at as made_at',
    ])
    .where('decision_tokens.hash', 'in', hashes)
    .where('calls.erased_at', 'is', null)
    .execute()
}
