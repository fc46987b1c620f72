/** Every schema that was ever released is brought up to date, also where a release was killed while it made it. */
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { isMigrated, migrate, NewerSchemaError } from '../../../storage/database.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import {
  countedOf,
  fillWithOldCalls,
  migratedBefore,
  NAMES,
  schemaOf,
} from '../../support/released-schema.ts'

const CALLS = 50
const WHOLE = { calls: CALLS, words: CALLS, journal: CALLS, whole: 'ok' }

async function upToDate(file: string): Promise<string[]> {
  await using database = openSqlite(file)
  await migrate(database.queries)
  expect(await isMigrated(database.queries)).toBe(true)
  return schemaOf(file)
}

async function fresh(): Promise<string[]> {
  return upToDate(await temporaryFile())
}

describe('A database of an earlier release', () => {
  test.each(NAMES)('is brought up to date from %s, with all its calls', async (name) => {
    const file = await temporaryFile()
    await migratedBefore(file, name)
    fillWithOldCalls(file, CALLS)
    expect(await upToDate(file)).toEqual(await fresh())
    expect(countedOf(file)).toEqual(WHOLE)
  })

  test('is brought up to date wherever that release was killed while it changed it', async () => {
    const expected = await fresh()
    for (const [index, name] of NAMES.entries())
      for (let statements = 0; ; statements++) {
        const file = await temporaryFile()
        const before = NAMES[index - 1]
        if (before) {
          await migratedBefore(file, before)
          fillWithOldCalls(file, CALLS)
        }
        await migratedBefore(file, name, statements)
        const done = recorded(file).includes(name)
        expect(await upToDate(file), `${name}, ${statements} statements`).toEqual(expected)
        expect(before ? countedOf(file) : WHOLE).toEqual(WHOLE)
        if (done) break
      }
  })

  test('is not held up by the lock of a process that died', async () => {
    const file = await temporaryFile()
    await migratedBefore(file, NAMES[2]!)
    const sqlite = new Sqlite(file)
    sqlite.exec('update kysely_migration_lock set is_locked = 1')
    sqlite.close()
    expect(await upToDate(file)).toEqual(await fresh())
  })
})

test('a database that a newer release has changed is refused by name, and left as it is', async () => {
  const file = await temporaryFile()
  await upToDate(file)
  const sqlite = new Sqlite(file)
  sqlite.exec(
    `insert into kysely_migration values ('0999-later', '2099-01-01T00:00:00.000Z'); alter table calls add column later text`,
  )
  sqlite.close()
  const before = schemaOf(file)
  await using database = openSqlite(file)
  await expect(migrate(database.queries)).rejects.toThrow(NewerSchemaError)
  await expect(migrate(database.queries)).rejects.toThrow('0999-later')
  expect(schemaOf(file)).toEqual(before)
})

/** The migrations that are written down as done. */
function recorded(file: string): string[] {
  const sqlite = new Sqlite(file)
  try {
    return sqlite.prepare('select name from kysely_migration').pluck().all() as string[]
  } catch {
    return []
  } finally {
    sqlite.close()
  }
}
