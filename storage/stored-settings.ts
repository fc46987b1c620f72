/** What the owner has changed while it runs, kept beside the calls so that every process follows. */
import type { Database, Queries } from './database.ts'
import { isDuplicateKey } from './dialect.ts'

/** Of tables alike: for Kysely, the first of them. */
export type SettingsTable = 'notice_settings' | 'hours'

export interface StoredSetting {
  name: string
  value: string
  /** UTC, ISO 8601. */
  updated_at: string
}

/** All of them, by name. */
export function readStoredSettings(
  queries: Queries,
  table: SettingsTable,
): Promise<StoredSetting[]> {
  return queries
    .selectFrom(table as 'notice_settings')
    .select(['name', 'value', 'updated_at'])
    .orderBy('name')
    .execute()
}

/** Null takes one back. What stays as it was keeps its time. */
export async function storeSettings(
  database: Database,
  table: SettingsTable,
  changes: Record<string, string | null>,
  at: string,
): Promise<void> {
  try {
    await write(database, table, changes, at)
  } catch (error) {
    // Another process has stored one of them in the same moment: this one is the later.
    if (!isDuplicateKey(error)) throw error
    await write(database, table, changes, at)
  }
}

function write(
  database: Database,
  table: SettingsTable,
  changes: Record<string, string | null>,
  at: string,
): Promise<void> {
  const names = Object.keys(changes)
  return database.write(async (queries) => {
    if (names.length === 0) return
    const before = await readStoredSettings(queries, table)
    const rows = Object.entries(changes).flatMap(([name, value]) => {
      if (value === null) return []
      const same = before.find((one) => one.name === name && one.value === value)
      return [same ?? { name, value, updated_at: at }]
    })
    await queries.deleteFrom(table).where('name', 'in', names).execute()
    if (rows.length > 0) await queries.insertInto(table).values(rows).execute()
  })
}
