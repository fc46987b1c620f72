import { readFile, stat, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { sweepAnswers } from '../../../storage/calls/answers.ts'
import { findActiveContact, saveContact } from '../../../storage/contacts.ts'
import { isMigrated, migrate } from '../../../storage/database.ts'
import { OpenDatabaseError, openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { MOTHER, temporaryFile } from '../../support/concierge.ts'

const NOW = '2026-01-02T03:04:05.678Z'

async function freshDatabase() {
  const database = openSqlite(await temporaryFile())
  await migrate(database.queries)
  return database
}

test('migrations run once, and a second start finds nothing to do', async () => {
  const file = await temporaryFile()
  {
    await using database = openSqlite(file)
    expect(await isMigrated(database.queries)).toBe(false)
    await migrate(database.queries)
    expect(await isMigrated(database.queries)).toBe(true)
  }
  await using again = openSqlite(file)
  await migrate(again.queries)
  expect(await isMigrated(again.queries)).toBe(true)
})

test('what is written is in the file when the promise resolves', async () => {
  const file = await temporaryFile()
  await using database = openSqlite(file)
  await migrate(database.queries)
  await database.write((queries) => saveContact(queries, MOTHER, NOW))
  // Another connection sees it, and the bytes are in the log.
  await using other = openSqlite(file)
  expect(await findActiveContact(other.queries, MOTHER.phoneNumber)).toEqual(MOTHER)
  expect((await readFile(`${file}-wal`)).includes(MOTHER.phoneNumber)).toBe(true)
})

test('works that arrive together share a commit; one that fails takes none along', async () => {
  await using database = await freshDatabase()
  const writing = Array.from({ length: 20 }, (_, index) =>
    database.write(async (queries) => {
      const phoneNumber = `+141555501${String(index).padStart(2, '0')}`
      await saveContact(queries, { ...MOTHER, phoneNumber }, NOW)
      if (index === 7) throw new Error('no')
      return index
    }),
  )
  const settled = await Promise.allSettled(writing)
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(settled[8]).toEqual({ status: 'fulfilled', value: 8 })
  const stored = await database.queries
    .selectFrom('exception_phone_numbers')
    .select('phone_number')
    .execute()
  expect(stored).toHaveLength(19)
  expect(await findActiveContact(database.queries, '+14155550107')).toBeNull()
})

test('who asks while a work is half done hears what was before it, and what is then once it is done', async () => {
  await using database = await freshDatabase()
  const asking = Promise.withResolvers<void>()
  const isHalfDone = Promise.withResolvers<void>()
  const writing = database.write(async (queries) => {
    await saveContact(queries, MOTHER, NOW)
    isHalfDone.resolve()
    await asking.promise
    throw new Error('given up')
  })
  await isHalfDone.promise
  const found = findActiveContact(database.queries, MOTHER.phoneNumber)
  asking.resolve()
  await expect(writing).rejects.toThrow('given up')
  expect(await found).toBeNull()
  await database.write((queries) => saveContact(queries, MOTHER, NOW))
  expect(await findActiveContact(database.queries, MOTHER.phoneNumber)).toEqual(MOTHER)
})

test('a work that changed nothing before it failed leaves nothing behind', async () => {
  await using database = await freshDatabase()
  const failing = database.jot(async (queries) => {
    await saveContact(queries, MOTHER, NOW)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await findActiveContact(database.queries, MOTHER.phoneNumber)).toBeNull()
})

test('a saved contact may be saved again under another name', async () => {
  await using database = await freshDatabase()
  await database.write((queries) => saveContact(queries, MOTHER, NOW))
  await database.write((queries) => saveContact(queries, { ...MOTHER, name: 'Mother' }, NOW))
  expect(await findActiveContact(database.queries, MOTHER.phoneNumber)).toMatchObject({
    name: 'Mother',
  })
})

test('old answers are removed, however many, and new ones are kept', async () => {
  await using database = await freshDatabase()
  await database.write(async (queries) => {
    for (let index = 0; index < 450; index++)
      await queries
        .insertInto('answers')
        .values({
          call_id: index,
          call_sid: `CA${index}`,
          webhook: 'w',
          body: 'x',
          at: index < 449 ? '2026-01-01T00:00:00.000Z' : NOW,
        })
        .execute()
  })
  await sweepAnswers(database, '2026-01-02T00:00:00.000Z')
  const left = await database.queries.selectFrom('answers').select('call_id').execute()
  expect(left).toEqual([{ call_id: 449 }])
})

test('a file that is no database is refused by name and left alone', async () => {
  const file = await temporaryFile('notes.txt')
  await writeFile(
    file,
    'these are my notes, and they are longer than a header of SQLite '.repeat(9),
  )
  expect(() => openSqlite(file)).toThrow(OpenDatabaseError)
  expect((await stat(file)).size).toBeGreaterThan(500)
})
