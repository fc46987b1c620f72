import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { listBackups } from '../../server/backups/backup-folder.ts'
import { writeDue } from '../../server/backups/write-due.ts'
import { alone } from '../../storage/backup/alone.ts'
import { isEncrypted } from '../../storage/backup/encryption.ts'
import { createConcierge, PUBLIC_URL, STRANGER, temporaryFile } from '../support/concierge.ts'
import { runHere } from '../support/command.ts'
import { migrate } from '../../server/cli/migrate/migrate.ts'
import { startServer } from '../../server/serve.ts'

const KEY = 'backups-of-the-test'
const AT_ONCE = { firstMs: 0, everyMs: 20 }
const HOUR_MS = 60 * 60_000

async function databaseAndFolder() {
  const database = await temporaryFile()
  await runHere(migrate, [], { env: { SQLITE_DB_PATH: database } })
  return { database, folder: join(dirname(database), 'backups') }
}

/** A look at this time. */
async function look(
  of: { database: string; folder: string },
  now: string,
  more: { keep?: number; passphrase?: string } = {},
) {
  const { keep = 3, passphrase = null } = more
  return writeDue({ ...of, everyMs: 24 * HOUR_MS, keep, passphrase, now })
}

const namesIn = (folder: string) => readdirSync(folder).sort()

async function asOwner(app: { request(url: string, init: object): unknown }, path: string) {
  const headers = { authorization: `Bearer ${KEY}` }
  return (await app.request(`${PUBLIC_URL}${path}`, { headers })) as Response
}

test('a server writes a backup where none is, and says so in its metrics and to its owner', async () => {
  const file = await temporaryFile()
  const folder = join(dirname(file), 'backups')
  const { app, phone } = await createConcierge({
    settings: { SQLITE_DB_PATH: file, BACKUP_FOLDER: folder, ADMIN_API_KEY: KEY },
    backups: AT_ONCE,
  })
  await phone.ring({ from: STRANGER })
  await expect
    .poll(async () => (await asOwner(app, '/readyz')).json())
    .toMatchObject({
      status: 'ready',
      backups: { newest: expect.stringMatching(/^20/) as string, failing: null },
    })
  const metrics = await (await asOwner(app, '/metrics')).text()
  expect(metrics).toMatch(/^concierge_backups_total\{result="written"\} 1$/m)
  expect(metrics).toMatch(/^concierge_backup_newest_timestamp_seconds \d{10}/m)
  expect(listBackups(folder)).toHaveLength(1)
})

test('to nobody else, and without a word where none are set up', async () => {
  const { app } = await createConcierge({ settings: { ADMIN_API_KEY: KEY } })
  expect(await (await asOwner(app, '/readyz')).json()).not.toHaveProperty('backups')
  expect(await (await asOwner(app, '/metrics')).text()).toMatch(
    /^concierge_backup_newest_timestamp_seconds Nan$/m,
  )
})

test('one that fails is told in the log, in the metrics and to the owner; calls are taken all the same', async () => {
  const file = await temporaryFile()
  const logTo = new PassThrough()
  let log = ''
  logTo.on('data', (chunk) => (log += String(chunk)))
  const server = await startServer(
    {
      SQLITE_DB_PATH: file,
      PORT: '0',
      BACKUP_FOLDER: join(dirname(file), 'not', 'there'),
      ADMIN_API_KEY: KEY,
    },
    { logTo, backups: AT_ONCE },
  )
  onTestFinished(() => server.stop())
  const headers = { authorization: `Bearer ${KEY}` }
  const asked = async (path: string) => fetch(`${server.url}${path}`, { headers })
  await expect
    .poll(async () => (await asked('/readyz')).json())
    .toMatchObject({
      status: 'ready',
      backups: { newest: null, failing: expect.stringContaining('There is no folder') as string },
    })
  const [, failed] =
    /^concierge_backups_total\{result="failed"\} (\d+)/m.exec(
      await (await asked('/metrics')).text(),
    ) ?? []
  expect(Number(failed)).toBeGreaterThan(0)
  // Said the first time, and then seldom.
  expect(log).toContain('"backup not written"')
  expect(log.split('"backup not written"').length - 2).toBeLessThanOrEqual(Number(failed) / 12)
  mkdirSync(join(dirname(file), 'not'))
  await expect
    .poll(async () => (await asked('/readyz')).json())
    .toMatchObject({
      backups: { newest: expect.any(String) as string, failing: null },
    })
})

test('the next is written when it is time, and as many are kept as wished for, of ours only', async () => {
  const of = await databaseAndFolder()
  expect(await look(of, '2026-11-01T02:00:00Z')).toMatchObject({ did: 'written', removed: 0 })
  writeFileSync(join(of.folder, 'holiday.db'), 'mine')
  writeFileSync(join(of.folder, 'concierge-2020.db'), 'mine')
  expect(await look(of, '2026-11-02T01:59:00Z')).toMatchObject({ did: 'nothing' })
  for (const day of ['02', '03', '04'])
    expect(await look(of, `2026-11-${day}T02:00:00Z`)).toMatchObject({ did: 'written' })
  expect(namesIn(of.folder)).toEqual([
    'concierge-2020.db',
    'concierge-2026-11-02T02-00-00Z.db',
    'concierge-2026-11-03T02-00-00Z.db',
    'concierge-2026-11-04T02-00-00Z.db',
    'holiday.db',
  ])
})

test('one from a clock that was ahead keeps none from being written', async () => {
  const of = await databaseAndFolder()
  await look(of, '2031-01-01T00:00:00Z')
  expect(await look(of, '2026-11-02T02:00:00Z')).toMatchObject({ did: 'written' })
  expect(await look(of, '2026-11-02T03:00:00Z')).toMatchObject({ did: 'nothing' })
})

test('of several processes on a database one writes', async () => {
  const of = await databaseAndFolder()
  const looked = await Promise.all(
    Array.from({ length: 4 }, () => look(of, '2026-11-02T02:00:00Z')),
  )
  expect(looked.filter(({ did }) => did === 'written')).toHaveLength(1)
  using lock = await alone(of.database)
  expect(lock).not.toBeNull()
  expect(await look(of, '2026-11-09T02:00:00Z')).toEqual({ did: 'left' })
})

test('where a backup fails nothing old goes', async () => {
  const of = await databaseAndFolder()
  for (const day of ['01', '02', '03']) await look(of, `2026-11-${day}T02:00:00Z`)
  const file = new Sqlite(of.database)
  file.exec(`insert into kysely_migration values ('9999-later', '2030-01-01')`)
  file.close()
  await expect(look(of, '2026-11-04T02:00:00Z', { keep: 1 })).rejects.toThrow(/newer release/)
  expect(listBackups(of.folder)).toHaveLength(3)
})

test('with a passphrase they are encrypted, and nothing else is left anywhere', async () => {
  const of = await databaseAndFolder()
  const half = 'concierge-2026-11-01T02-00-00Z.db.age.0123456789ab.part'
  mkdirSync(of.folder)
  writeFileSync(join(of.folder, half), 'half')
  await look(of, '2026-11-02T02:00:00Z', { passphrase: 'four words nobody guesses' })
  expect(namesIn(of.folder)).toEqual(['concierge-2026-11-02T02-00-00Z.db.age'])
  expect(isEncrypted(join(of.folder, namesIn(of.folder)[0]!))).toBe(true)
  expect(namesIn(dirname(of.database))).toEqual(['backups', 'calls.db', 'calls.db.backup-lock'])
})

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is an error', async () => {
  const of = await databaseAndFolder()
  mkdirSync(of.folder)
  chmodSync(of.folder, 0o500)
  await expect(look(of, '2026-11-02T02:00:00Z')).rejects.toThrow(/EACCES/)
})
