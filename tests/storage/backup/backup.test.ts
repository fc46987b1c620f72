import {
  appendFileSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  rmSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { tmpdir } from 'node:os'
import { afterAll, expect, test } from 'vitest'
import { lazy } from '../../../server/basics/lazy.ts'
import { alone } from '../../../storage/backup/alone.ts'
import { restoreBackup } from '../../../storage/backup/restore-backup.ts'
import { writeBackup } from '../../../storage/backup/write-backup.ts'
import { migrate } from '../../../storage/database.ts'
import { beat } from '../../../storage/heartbeat.ts'
import { beginSession } from '../../../storage/sessions.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'

const PASSPHRASE = 'four words nobody guesses'
const NOW = () => new Date('2026-11-27T08:00:00Z')

/** A database of ours with so many contacts in it, and nobody at it. */
async function databaseOf(contacts: number): Promise<string> {
  const path = await temporaryFile()
  await fill(path, contacts)
  return path
}

async function fill(path: string, contacts: number): Promise<void> {
  await using database = openSqlite(path)
  await migrate(database.queries)
  await beat(database, NOW().toISOString())
  await addContacts(path, contacts)
}

async function addContacts(path: string, count: number): Promise<void> {
  const file = new Sqlite(path)
  const add = file.prepare(
    `insert into exception_phone_numbers (phone_number, contact_name, category, is_active, created_at, updated_at)
     values (?, 'Mom', 'family', 1, '2026-11-27', '2026-11-27')`,
  )
  file.transaction(() => {
    const { n } = file.prepare('select count(*) n from exception_phone_numbers').get() as {
      n: number
    }
    for (let at = n; at < n + count; at++) add.run(`+1415555${String(at).padStart(4, '0')}`)
  })()
  file.close()
}

function contactsIn(path: string): number {
  const file = new Sqlite(path, { readonly: true })
  const { n } = file.prepare('select count(*) n from exception_phone_numbers').get() as {
    n: number
  }
  file.close()
  return n
}

async function backUp(
  database: string,
  more: { passphrase?: string; replace?: boolean; file?: string } = {},
) {
  using lock = await alone(database)
  const file = more.file ?? join(dirname(database), 'copy.db')
  return writeBackup({
    lock: lock!,
    database,
    file,
    passphrase: more.passphrase ?? null,
    ...(more.replace && { replace: true }),
  })
}

async function restore(
  file: string,
  database: string,
  more: { passphrase?: string; isDamaged?: boolean } = {},
) {
  using lock = await alone(database)
  return restoreBackup({
    lock: lock!,
    file,
    database,
    passphrase: async () => more.passphrase ?? '',
    now: NOW,
    ...(more.isDamaged && { isDamaged: true }),
  })
}

const filesAt = (path: string) => readdirSync(dirname(path)).sort()

test('a backup holds what the database held, in one private file, and nothing else is left beside it', async () => {
  const path = await databaseOf(3)
  const written = await backUp(path)
  expect(written).toMatchObject({ rows: { exception_phone_numbers: 3, heartbeat: 1 } })
  expect(contactsIn(written.file)).toBe(3)
  expect(statSync(written.file).mode & 0o777).toBe(0o600)
  expect(filesAt(path)).toEqual(['calls.db', 'calls.db.backup-lock', 'copy.db'])
})

test('what is written while it is copied is in it wholly or not at all, and keeps it from nothing', async () => {
  const path = await databaseOf(2_000)
  await using database = openSqlite(path)
  let writes = 0
  const beats: Promise<void>[] = []
  using lock = await alone(path)
  const file = join(dirname(path), 'copy.db')
  const written = await writeBackup({
    lock: lock!,
    database: path,
    file,
    passphrase: null,
    onProgress() {
      writes++
      beats.push(beat(database, NOW().toISOString()))
      const other = new Sqlite(path)
      other.exec(`delete from exception_phone_numbers where phone_number like '%${writes}'`)
      other.close()
    },
  })
  await Promise.all(beats)
  expect(writes).toBeGreaterThan(0)
  expect(written.rows.exception_phone_numbers).toBe(2_000)
  expect(contactsIn(path)).toBeLessThan(2_000)
})

test.each([undefined, PASSPHRASE])(
  'restored, the database is what it was, and the one before is kept (%s)',
  async (passphrase) => {
    const path = await databaseOf(3)
    const { file } = await backUp(path, passphrase === undefined ? {} : { passphrase })
    await addContacts(path, 4)
    const restored = await restore(file, path, passphrase === undefined ? {} : { passphrase })
    expect(contactsIn(path)).toBe(3)
    expect(restored.kept).toBe(`${path}.before-restore-2026-11-27T08-00-00`)
    expect(contactsIn(restored.kept!)).toBe(7)
    await addContacts(path, 1)
    expect(contactsIn(restored.kept!)).toBe(7)
    const again = await restore(file, path, passphrase === undefined ? {} : { passphrase })
    expect(again.kept).toBe(`${path}.before-restore-2026-11-27T08-00-00-2`)
    expect(filesAt(path).filter((name) => name.endsWith('.part'))).toEqual([])
    await using database = openSqlite(path)
    await migrate(database.queries)
  },
)

test('an encrypted one shows nothing of what is in it', async () => {
  const path = await databaseOf(3)
  const { file } = await backUp(path, { passphrase: PASSPHRASE })
  const bytes = readFileSync(file, 'latin1')
  expect(bytes).toMatch(/^age-encryption\.org\/v1\n-> scrypt /)
  expect(bytes).not.toMatch(/SQLite|\+1415555|Mom/)
})

const SPOILT: [string, (file: string) => void, RegExp][] = [
  [
    'cut off by a byte',
    (file) => writeFileSync(file, readFileSync(file).subarray(0, -1)),
    /cut off or changed/,
  ],
  [
    'cut off at a piece',
    (file) => writeFileSync(file, readFileSync(file).subarray(0, headerOf(file) + 16 + 65_552)),
    /cut off or changed/,
  ],
  [
    'cut off in its beginning',
    (file) => writeFileSync(file, readFileSync(file).subarray(0, 40)),
    /not encrypted by a passphrase/,
  ],
  ['longer by a byte', (file) => appendFileSync(file, 'x'), /cut off or changed/],
  ['changed by a bit', (file) => writeFileSync(file, flipped(file, -100)), /cut off or changed/],
  [
    'changed in its beginning',
    (file) => writeFileSync(file, flipped(file, 60)),
    /cannot be opened|not encrypted/,
  ],
  ['with two pieces swapped', (file) => writeFileSync(file, swapped(file)), /cut off or changed/],
  [
    'without an end of its beginning',
    (file) => writeFileSync(file, `age-encryption.org/v1\n-> scrypt ${'a'.repeat(100_000)}`),
    /not encrypted by a passphrase/,
  ],
]

/** Made once: deriving a key takes its time. */
const encrypted = lazy(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'concierge-'))
  const path = join(folder, 'calls.db')
  await fill(path, 300)
  return (await backUp(path, { passphrase: PASSPHRASE })).file
})

afterAll(async () => rmSync(dirname(await encrypted()), { recursive: true }))

function headerOf(file: string): number {
  const text = readFileSync(file, 'latin1')
  return text.indexOf('\n', text.indexOf('--- ')) + 1
}

function flipped(file: string, at: number): Buffer {
  const bytes = readFileSync(file)
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = bytes[place]! ^ 1
  return bytes
}

function swapped(file: string): Buffer {
  const bytes = readFileSync(file)
  const from = headerOf(file) + 16
  const [first, second] = [0, 1].map((piece) =>
    Buffer.from(bytes.subarray(from + piece * 65_552, from + (piece + 1) * 65_552)),
  )
  second!.copy(bytes, from)
  first!.copy(bytes, from + 65_552)
  return bytes
}

test.each(SPOILT)(
  'an encrypted one that is %s is refused before anything is replaced',
  async (_, spoil, says) => {
    const path = await databaseOf(300)
    const file = join(dirname(path), 'copy.db')
    copyFileSync(await encrypted(), file)
    spoil(file)
    await expect(restore(file, path, { passphrase: PASSPHRASE })).rejects.toThrow(says)
    expect(contactsIn(path)).toBe(300)
    expect(filesAt(path)).toEqual(['calls.db', 'calls.db.backup-lock', 'copy.db'])
  },
)

test('another passphrase opens nothing', async () => {
  const path = await databaseOf(3)
  const { file } = await backUp(path, { passphrase: PASSPHRASE })
  await expect(restore(file, path, { passphrase: 'another' })).rejects.toThrow(
    /passphrase is another/,
  )
})

const NOT_OURS: [string, (file: string) => void, RegExp][] = [
  ['no database', (file) => writeFileSync(file, 'hello'), /no backup/],
  ['empty', (file) => writeFileSync(file, ''), /no backup/],
  ['cut off', (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)), /damaged/],
  [
    'damaged in the middle',
    (file) => {
      const bytes = readFileSync(file)
      bytes.fill(0xff, 5 * 4096, 9 * 4096)
      writeFileSync(file, bytes)
    },
    /damaged/,
  ],
  [
    'of another program',
    (file) => {
      writeFileSync(file, '')
      new Sqlite(file).exec('create table notes (text)').close()
    },
    /not one of the concierge/,
  ],
  [
    'of ours with a trigger',
    (file) =>
      new Sqlite(file)
        .exec('create trigger t after insert on calls begin delete from calls; end')
        .close(),
    /not one of the concierge/,
  ],
  [
    'of a later release',
    (file) =>
      new Sqlite(file)
        .exec(`insert into kysely_migration values ('9999-later', '2030-01-01')`)
        .close(),
    /newer release/,
  ],
  ['with a log beside it', (file) => writeFileSync(`${file}-wal`, 'x'), /log beside it/],
  [
    'with a journal beside it',
    (file) => writeFileSync(`${file}-journal`, 'x'),
    /log beside it, .*-journal/,
  ],
]

test.each(NOT_OURS)(
  'a file that is %s is refused before anything is replaced',
  async (_, spoil, says) => {
    const path = await databaseOf(3)
    const { file } = await backUp(path)
    spoil(file)
    await expect(restore(file, path)).rejects.toThrow(says)
    expect(contactsIn(path)).toBe(3)
    expect(filesAt(path).filter((name) => /part|before/.test(name))).toEqual([])
  },
)

test('who was signed in when the backup was written signs in anew', async () => {
  const path = await databaseOf(1)
  {
    await using database = openSqlite(path)
    const [begun_at, expires_at] = ['2026-11-27T08:00:00Z', '2026-11-27T20:00:00Z']
    await beginSession(database, { id: 'a hash', key_label: 'a key', begun_at, expires_at })
  }
  const { file, rows } = await backUp(path)
  expect(rows.sessions).toBe(1)
  await restore(file, path)
  const restored = new Sqlite(path)
  expect(restored.prepare('select count(*) from sessions').pluck().get()).toBe(0)
  restored.close()
})

test('a database that a link leads to is restored where it is', async () => {
  const path = await databaseOf(3)
  const link = join(dirname(await temporaryFile()), 'calls.db')
  symlinkSync(path, link)
  const { file } = await backUp(link, { file: join(dirname(path), 'copy.db') })
  await addContacts(path, 1)
  const { kept } = await restore(file, link)
  expect(dirname(kept!)).toBe(dirname(path))
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect([contactsIn(path), contactsIn(kept!)]).toEqual([3, 4])
})

test('one of an earlier release is brought up to date by the server that opens it', async () => {
  const path = await databaseOf(3)
  const { file } = await backUp(path)
  const earlier = new Sqlite(file)
  earlier.exec(`delete from kysely_migration where name > '0018-language'`)
  earlier.close()
  expect((await restore(file, path)).schema).toBe('0018-language')
})

test('a database that somebody has open is not replaced, and neither is it while another restores', async () => {
  const path = await databaseOf(3)
  const { file } = await backUp(path)
  {
    await using database = openSqlite(path)
    await expect(restore(file, path)).rejects.toThrow(/in use: stop the server/)
    await beat(database, NOW().toISOString())
  }
  expect(await alone(path)).not.toBeNull()
  using _ = await alone(`${path}2`)
  expect(await alone(`${path}2`)).toBeNull()
})

test('where there is no database a backup becomes one; what is left of an earlier one is not taken for a part of it', async () => {
  const path = await databaseOf(3)
  const { file } = await backUp(path)
  const fresh = join(dirname(path), 'fresh.db')
  writeFileSync(`${fresh}-wal`, 'of another')
  expect(await restore(file, fresh)).toMatchObject({ kept: null })
  expect(contactsIn(fresh)).toBe(3)
  expect(existsSync(`${fresh}-wal`)).toBe(false)
})

test('a database whose beginning is damaged is replaced when that is said, and kept with its log', async () => {
  const path = await databaseOf(3)
  const { file } = await backUp(path)
  writeFileSync(path, 'SQLite format 3\0 and then nothing that makes sense '.repeat(200))
  await expect(restore(file, path)).rejects.toThrow(/--damaged/)
  writeFileSync(`${path}-wal`, 'its log')
  const { kept } = await restore(file, path, { isDamaged: true })
  expect(contactsIn(path)).toBe(3)
  expect(readFileSync(`${kept}-wal`, 'utf8')).toBe('its log')
})

test('a damaged database gives no backup, and the one from before stays', async () => {
  const path = await databaseOf(300)
  const { file } = await backUp(path)
  const good = readFileSync(file)
  const bytes = readFileSync(path)
  bytes.fill(0xff, 5 * 4096, 9 * 4096)
  writeFileSync(path, bytes)
  await expect(backUp(path, { replace: true })).rejects.toThrow(/damaged|malformed/)
  expect(readFileSync(file).equals(good)).toBe(true)
  expect(filesAt(path).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a file that is there is replaced only where that is said, and the database itself never', async () => {
  const path = await databaseOf(1)
  const { file } = await backUp(path)
  await addContacts(path, 1)
  await expect(backUp(path)).rejects.toThrow(/there already/)
  await backUp(path, { replace: true })
  expect(contactsIn(file)).toBe(2)
  await expect(backUp(path, { replace: true, file: path })).rejects.toThrow(/the database itself/)
  await expect(backUp(path, { file: join(dirname(path), 'none', 'copy.db') })).rejects.toThrow(
    /no folder/,
  )
  await expect(restore(path, path)).rejects.toThrow(/the database itself/)
})

test('what a process that died has left unfinished goes with the next backup', async () => {
  const path = await databaseOf(1)
  const left = [`${path}.0123456789ab.part`, join(dirname(path), 'copy.db.0123456789ab.part')]
  for (const name of left) writeFileSync(name, 'half')
  const other = join(dirname(path), 'holiday.part')
  copyFileSync(path, other)
  await backUp(path, { passphrase: PASSPHRASE })
  expect(left.filter((name) => existsSync(name))).toEqual([])
  expect(existsSync(other)).toBe(true)
})
