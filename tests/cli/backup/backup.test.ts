import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { backup } from '../../../server/cli/backup/backup.ts'
import { migrate } from '../../../server/cli/migrate/migrate.ts'
import { restore } from '../../../server/cli/restore/restore.ts'
import { alone } from '../../../storage/backup/alone.ts'
import { createTerminal, runHere, startConcierge, startHere } from '../../support/command.ts'
import { temporaryFile } from '../../support/concierge.ts'

const PASSPHRASE = 'four words nobody guesses'

/** A database with its tables and nothing in it. */
async function emptyDatabase() {
  const path = await temporaryFile()
  const env = { SQLITE_DB_PATH: path }
  await runHere(migrate, [], { env })
  return { path, env, file: join(dirname(path), 'copy.db') }
}

test('a backup is written while the server runs and takes calls, and refused to be restored until it has stopped', async () => {
  const { phone, file: path, stop } = await startConcierge()
  await (await phone.ring({ from: '+14155550123' })).say('solar panels')
  const env = { SQLITE_DB_PATH: path }
  const copy = join(dirname(path), 'copy.db')
  expect(await runHere(backup, [copy], { env })).toEqual({
    code: 0,
    out: expect.stringMatching(/^Wrote \S+copy\.db: 1 call, 0 contacts, 0\.\d MB\n$/) as string,
    err: '',
  })
  await phone.ring({ from: '+14155550124' })
  expect(await runHere(restore, [copy], { env })).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/in use: stop the server/) as string,
  })
  await stop()
  const { code, out } = await runHere(restore, [copy, '--json'], { env })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    database: path,
    kept: expect.stringContaining('calls.db.before-restore-') as string,
    rows: { calls: 1 },
  })
  const again = await startConcierge({ SQLITE_DB_PATH: path })
  expect((await again.phone.ring({ from: '+14155550125' })).state).toBe('listening')
})

test('the passphrase comes from the settings, or the first line of a file', async () => {
  const { path, env, file } = await emptyDatabase()
  const words = join(dirname(path), 'words')
  writeFileSync(words, `\uFEFF${PASSPHRASE}\r\nand a remark\n`)
  const withWords = ['--encrypt', '--passphrase-file', words]
  expect(await runHere(backup, [file, ...withWords], { env })).toMatchObject({
    code: 0,
    out: expect.stringMatching(/, encrypted\n$/) as string,
  })
  const { code, out } = await runHere(restore, [file], {
    env: { ...env, BACKUP_PASSPHRASE: PASSPHRASE },
  })
  expect(out).toMatch(
    /^Restored \S+: 0 calls, 0 contacts\nThe database from before is \S+: delete it when/,
  )
  expect(code).toBe(0)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('at a terminal the passphrase is asked twice, and shown never', async () => {
  const { env, file } = await emptyDatabase()
  const { around, answer, screen } = createTerminal(env)
  const code = backup([file, '--encrypt'], around)
  await answer('Passphrase', PASSPHRASE)
  await answer('Once more', PASSPHRASE)
  expect(await code).toBe(0)
  expect(screen.all).not.toContain('nobody')
  const other = createTerminal(env)
  const refused = backup([`${file}2`, '--encrypt'], other.around)
  await other.answer('Passphrase', PASSPHRASE)
  await other.answer('Once more', `${PASSPHRASE}s`)
  expect(await refused).toBe(2)
  expect(other.errors.all).toContain('not the same')
})

test('a file that is there stays without --replace', async () => {
  const { env, file } = await emptyDatabase()
  writeFileSync(file, 'mine')
  expect((await runHere(backup, [file], { env })).err).toMatch(/is there already/)
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect((await runHere(backup, [file, '--replace'], { env })).code).toBe(0)
})

test('whoever comes while another is at it waits until that is done', async () => {
  const { path, env, file } = await emptyDatabase()
  const other = (await alone(path))!
  const { err, code } = startHere(backup, [file], { env })
  await err.until('Another backup or restore is under way: waiting until it is done')
  other.release()
  expect(await code).toBe(0)
})

const AZURE = {
  USE_AZURE_SQL: 'true',
  AZURE_SQL_CONNECTION_STRING: 'Server=tcp:x.database.windows.net;Database=calls',
}

test.each([
  [backup, [], {}, /Name one file/],
  [backup, ['a', 'b'], {}, /Name one file/],
  [backup, ['calls.age'], {}, /say --encrypt too/],
  [backup, ['a', '--passphrase-file', 'b'], {}, /goes with --encrypt/],
  [backup, ['a', '--encrypt'], {}, /BACKUP_PASSPHRASE/],
  [backup, ['a', '--encrypt', '--passphrase-file', 'none'], {}, /none cannot be read: there is no/],
  [backup, ['a', '--encrypt'], { BACKUP_PASSPHRASE: 'short' }, /at least 12 characters/],
  [backup, ['none/a'], {}, /There is no folder/],
  [backup, ['a'], AZURE, /Azure SQL, which keeps backups of its own/],
  [restore, ['a'], AZURE, /Azure SQL, which keeps backups of its own/],
  [restore, [], {}, /Name one file/],
  [restore, ['none'], {}, /There is no file/],
])('%o %j with %j is refused in words', async (command, args, settings, says) => {
  const { env } = await emptyDatabase()
  const { code, out, err } = await runHere(command, args, { env: { ...env, ...settings } })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(says)
})

test('without a database there is nothing to write', async () => {
  const path = await temporaryFile()
  const { code, err } = await runHere(backup, [`${path}.copy`], { env: { SQLITE_DB_PATH: path } })
  expect({ code, err }).toMatchObject({ code: 2 })
  expect(err).toMatch(/There is no database at .*SQLITE_DB_PATH/)
})
