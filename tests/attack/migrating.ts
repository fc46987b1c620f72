/** A process that opens a database and brings its schema up to date, as a start does, and tells how far it is. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { loadMigrations } from '../support/old-schema.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

/** Resolves when it is about to begin, all its code loaded. */
export async function startMigrating(file: string): Promise<ChildProcess> {
  const child = fork(import.meta.filename, [file], { execArgv: [] })
  await once(child, 'message')
  return child
}

/** Throws what keeps a start from coming up. */
export async function migrateHere(file: string): Promise<void> {
  await using database = openSqlite(file)
  await migrate(database.queries)
}

if (import.meta.main) {
  await loadMigrations()
  process.send!('ready')
  await migrateHere(process.argv[2]!)
  process.send!('done')
  process.disconnect()
}
