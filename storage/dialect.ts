/** Where databases differ, each in words of its own. */
import {
  MssqlAdapter,
  sql,
  type Expression,
  type Kysely,
  type RawBuilder,
  type SelectQueryBuilder,
} from 'kysely'
import type { Schema } from './schema.ts'

/** Whether it is SQL Server, on Azure or elsewhere. */
export function isSqlServer(queries: Kysely<Schema>): boolean {
  return queries.getExecutor().adapter instanceof MssqlAdapter
}

/**
 * Whether a row with that key was there already.
 * https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
 */
export function isDuplicateKey(error: unknown): boolean {
  const { code, number } = error as { code?: unknown; number?: unknown }
  return (
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY' ||
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    number === 2627 ||
    number === 2601
  )
}

/** The query, cut to its first rows. https://learn.microsoft.com/sql/t-sql/queries/top-transact-sql */
export function first<DB, Tables extends keyof DB, Row>(
  queries: Kysely<Schema>,
  count: number,
  query: SelectQueryBuilder<DB, Tables, Row>,
): SelectQueryBuilder<DB, Tables, Row> {
  return isSqlServer(queries) ? query.top(count) : query.limit(count)
}

/**
 * For ordering by name. SQL Server's rules of lower case differ from collation to collation, and a parameter
 * has that of the database, not that of the column it is compared with.
 * https://learn.microsoft.com/sql/t-sql/statements/collation-precedence-transact-sql
 */
export function inLowerCase(queries: Kysely<Schema>, text: Expression<string>): RawBuilder<string> {
  return isSqlServer(queries)
    ? sql<string>`lower(${text} collate Latin1_General_100_BIN2)`
    : sql<string>`lower(${text})`
}
