/** A SQLite file as an earlier version left it: with the first so many migrations, and calls in it. */
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Migrator, type Migration } from 'kysely/migration'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

const FOLDER = join(import.meta.dirname, '../../storage/migrations')

/** By name, oldest first. */
export const MIGRATIONS: readonly string[] = globSync('[0-9]*.ts', { cwd: FOLDER })
  .map((file) => basename(file, '.ts'))
  .sort()

/** `migrations`: how many of them; 0 writes a database without a table. */
export async function writeOldDatabase(
  file: string,
  { migrations, calls }: { migrations: number; calls: number },
): Promise<void> {
  await using database = openSqlite(file)
  const last = MIGRATIONS[migrations - 1]
  if (last === undefined) return
  const provider = { getMigrations: loadMigrations }
  const { error } = await new Migrator({ db: database.queries, provider }).migrateTo(last)
  if (error) throw error
  fill(file, calls)
}

export async function loadMigrations(): Promise<Record<string, Migration>> {
  const loaded = MIGRATIONS.map(
    async (name) => [name, (await import(join(FOLDER, `${name}.ts`))) as Migration] as const,
  )
  return Object.fromEntries(await Promise.all(loaded))
}

/** With the columns that every version has: what came later is unset, as it was then. */
function fill(path: string, calls: number): void {
  const file = new Sqlite(path)
  const insert = file.prepare(
    `insert into calls (call_sid, caller_id, called, start_time, end_time, final_decision, flow, flow_version,
      updated_at, revision, handled_seq, utterances)
     values (?, '+14155550123', '+12125550142', ?, ?, 'completed', 'concierge', '1', ?, 3, 6, 2)`,
  )
  const began = Date.now() - calls * 60_000
  file.transaction(() => {
    for (let call = 0; call < calls; call++) {
      const at = new Date(began + call * 60_000).toISOString()
      insert.run(`CA${String(call).padStart(32, '0')}`, at, at, at)
    }
  })()
  file.close()
}
