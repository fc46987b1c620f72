/**
 * Until the release of 2026-11-26 a migration on SQLite was made statement by statement: a process that was killed in
 * it has left the first of them done, and nothing written down. What is there already is not made again. On SQL Server
 * it was one transaction from the beginning.
 */
import {
  MssqlAdapter,
  sql,
  type CreateIndexBuilder,
  type CreateTableBuilder,
  type Kysely,
} from 'kysely'

export function isSqlServer(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof MssqlAdapter
}

export function newTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string> {
  const create = db.schema.createTable(name)
  return isSqlServer(db) ? create : create.ifNotExists()
}

export function newIndex(db: Kysely<unknown>, name: string): CreateIndexBuilder {
  const create = db.schema.createIndex(name)
  return isSqlServer(db) ? create : create.ifNotExists()
}

export async function dropIndex(db: Kysely<unknown>, name: string, table: string): Promise<void> {
  const drop = db.schema.dropIndex(name)
  await (isSqlServer(db) ? drop.on(table) : drop.ifExists()).execute()
}

export async function hasColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
): Promise<boolean> {
  if (isSqlServer(db)) return false
  const { rows } =
    await sql`select 1 from pragma_table_info(${table}) where name = ${column}`.execute(db)
  return rows.length > 0
}

/** On SQL Server what is to be changed is there: nothing is left half done. */
export async function hasTable(db: Kysely<unknown>, table: string): Promise<boolean> {
  if (isSqlServer(db)) return true
  const { rows } =
    await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(db)
  return rows.length > 0
}
