/** A database file with all tables in it: to copy one takes half as long as to run every migration. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lazy } from '../../server/basics/lazy.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

const migrated = lazy(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concierge-migrated-'))
  try {
    const file = join(folder, 'calls.db')
    const database = openSqlite(file)
    await migrate(database.queries)
    await database.close()
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** As a server leaves it that has only been started. */
export async function writeMigratedFile(file: string): Promise<void> {
  await writeFile(file, await migrated(), { mode: 0o600 })
}
