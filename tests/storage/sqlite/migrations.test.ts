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
/** Made a list of a line's own. */
const LINES = '0020-lists-of-lines'
const NOW = '2026-01-01T00:00:00.000Z'
const WHOLE = { calls: CALLS, words: CALLS, journal: CALLS, whole: 'ok' }

/** The table is made anew, and whatever else there is of it must not get lost, or stop that. */
const OF_AN_ADMIN = {
  'an index': 'create index by_name on exception_phone_numbers (contact_name)',
  'a trigger': `create trigger noted after update on exception_phone_numbers
    begin insert into changes values (new.phone_number); end`,
  'a trigger of another table': `create trigger noted after insert on changes
    begin update exception_phone_numbers set is_active = 0 where phone_number = new.number; end`,
  'a view': 'create view named as select contact_name from exception_phone_numbers',
}

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

  test.each(NAMES.slice(NAMES.indexOf('0002-contacts'), NAMES.indexOf(LINES)))(
    'has its contacts of %s on the list of all lines, wherever it was killed on the way',
    async (name) => {
      for (let statements = 0; ; statements++) {
        const file = await temporaryFile()
        await migratedBefore(file, name)
        const before = fillWithContacts(file)
        const previous = NAMES[NAMES.indexOf(LINES) - 1]!
        await migratedBefore(file, previous)
        await migratedBefore(file, LINES, statements)
        const done = recorded(file).includes(LINES)
        expect(await upToDate(file), `${statements} statements`).toEqual(await fresh())
        expect(contactsIn(file)).toEqual(before.map((one) => ({ ...one, line: '' })))
        if (done) break
      }
    },
  )

  test('has after a way back what its one list had', async () => {
    const file = await temporaryFile()
    await upToDate(file)
    const before = fillWithContacts(file)
    const sqlite = new Sqlite(file)
    sqlite.exec(
      `insert into exception_phone_numbers (phone_number, line, contact_name, category, is_active, created_at, updated_at)
        values ('+14155550111', '+12125550143', 'Of the office', 'other', 1, '${NOW}', '${NOW}')`,
    )
    sqlite.close()
    const previous = NAMES[NAMES.indexOf(LINES) - 1]!
    await migratedBefore(file, previous)
    expect(contactsIn(file).map((one) => ({ ...one, line: '' }))).toEqual(before)
    expect(contactsIn(file)[0]).not.toHaveProperty('line')
    const asItWas = await temporaryFile()
    await migratedBefore(asItWas, previous)
    expect(schemaOf(file)).toEqual(schemaOf(asItWas))
    expect(await upToDate(file)).toEqual(await fresh())
    expect(contactsIn(file)).toEqual(before)
  })

  test.each(Object.entries(OF_AN_ADMIN))(
    'keeps %s that somebody has made of the contacts, and every contact',
    async (_, text) => {
      const file = await temporaryFile()
      await migratedBefore(file, NAMES[NAMES.indexOf(LINES) - 1]!)
      const before = fillWithContacts(file)
      const sqlite = new Sqlite(file)
      sqlite.exec('create table changes (number text)')
      sqlite.exec(text)
      const made = sqlite.prepare('select type, name, sql from sqlite_schema').all()
      const others = made.filter((one) => /"(by_name|noted|named)"/.test(JSON.stringify(one)))
      sqlite.close()
      expect(others).not.toEqual([])
      await upToDate(file)
      expect(contactsIn(file)).toEqual(before.map((one) => ({ ...one, line: '' })))
      const after = new Sqlite(file)
      expect(after.prepare('select type, name, sql from sqlite_schema').all()).toEqual(
        expect.arrayContaining(others),
      )
      after.close()
    },
  )

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

/** One that passes and one that was taken off, as every release has known them. */
function fillWithContacts(file: string): object[] {
  const sqlite = new Sqlite(file)
  sqlite.exec(
    `insert into exception_phone_numbers (phone_number, contact_name, category, is_active, created_at, updated_at)
      values ('+14155550111', 'Mom', 'family', 1, '${NOW}', '${NOW}'), ('+14155550112', 'Dad', 'family', 0, '${NOW}', '${NOW}')`,
  )
  sqlite.close()
  return contactsIn(file)
}

function contactsIn(file: string): object[] {
  const sqlite = new Sqlite(file)
  const rows = sqlite.prepare('select * from exception_phone_numbers order by phone_number').all()
  sqlite.close()
  return (rows as Record<string, unknown>[]).map(({ line, ...row }) => ({
    prefix: null,
    hours: null,
    language: null,
    ...row,
    ...(line !== undefined && { line }),
  }))
}

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
