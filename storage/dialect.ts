/** Where databases differ, told apart by what they say. */
import type { SelectQueryBuilder } from 'kysely'

/** Whether a row with that key was there already. */
export function isDuplicateKey(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}

/** The query, cut to its first rows: every database has words of its own for it. */
export function first<DB, Tables extends keyof DB, Row>(
  count: number,
  query: SelectQueryBuilder<DB, Tables, Row>,
): SelectQueryBuilder<DB, Tables, Row> {
  return query.limit(count)
}
