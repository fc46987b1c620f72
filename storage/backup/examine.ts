/** A file that is said to be a database of ours, looked through before anybody relies on it. */
import { closeSync, openSync, readSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { migrations, NewerSchemaError } from '../database.ts'
import { BackupError } from './backup-error.ts'

export interface Examined {
  /** By table. */
  rows: Record<string, number>
  /** The last migration that it has had. */
  schema: string
}

/** How it begins: https://sqlite.org/fileformat.html#magic_header_string */
const HEADER = 'SQLite format 3\0'

function isSqliteFile(path: string): boolean {
  return beginningOf(path, HEADER.length) === HEADER
}

/** As latin1. Not of a database that this process has open: closing it would take its locks. */
export function beginningOf(path: string, length: number): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, length, 0))
  } finally {
    closeSync(file)
  }
}

/**
 * Makes it a file without a log beside it. `name` is what it is called to people. Throws `BackupError` where it is
 * damaged or none of ours, `NewerSchemaError`.
 */
export function examine(path: string, name: string): Examined {
  if (!isSqliteFile(path))
    throw new BackupError(`${name} is no backup: it does not begin as one does`)
  let file: Sqlite.Database | undefined
  try {
    file = new Sqlite(path, { fileMustExist: true })
    // What a file says of functions and tables is not believed. https://sqlite.org/security.html
    file.pragma('trusted_schema = OFF')
    file.pragma('cell_size_check = ON')
    file.pragma('journal_mode = DELETE')
    const found = file.pragma('integrity_check(1)', { simple: true }) as string
    if (found !== 'ok') throw new BackupError(`${name} is damaged: ${found.slice(0, 200)}`)
    return { schema: schemaOf(file, name), rows: countRows(file) }
  } catch (error) {
    if (error instanceof BackupError || error instanceof NewerSchemaError) throw error
    throw new BackupError(`${name} is damaged: ${(error as Error).message}`, { cause: error })
  } finally {
    file?.close()
  }
}

/** What we make of tables and indexes has neither triggers nor views: a file that has some is not ours. */
function schemaOf(file: Sqlite.Database, name: string): string {
  const things = file.prepare('select type, name from sqlite_schema').all() as {
    type: string
    name: string
  }[]
  const isTable = (table: string) =>
    things.some(({ type, name: its }) => type === 'table' && its === table)
  const isOurs = isTable('kysely_migration') && isTable('calls')
  if (!isOurs || things.some(({ type }) => type === 'trigger' || type === 'view'))
    throw new BackupError(`${name} is a database, and not one of the concierge`)
  const had = file
    .prepare('select name from kysely_migration order by name')
    .pluck()
    .all() as string[]
  const unknown = had.filter((migration) => !Object.hasOwn(migrations, migration))
  if (unknown.length > 0) throw new NewerSchemaError(unknown)
  return had.at(-1) ?? 'none'
}

export function countRows(file: Sqlite.Database): Record<string, number> {
  const tables = file
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'`,
    )
    .pluck()
    .all() as string[]
  const count = (table: string) =>
    file
      .prepare(`select count(*) from "${table.replaceAll('"', '""')}"`)
      .pluck()
      .get() as number
  return Object.fromEntries(tables.sort().map((table) => [table, count(table)]))
}
