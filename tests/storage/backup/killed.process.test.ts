import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { emptyFolder, listenTo } from '../../support/command.ts'
import { runProcess, startAtTerminal, startProcess } from '../../support/command-process.ts'
import { temporaryFile } from '../../support/concierge.ts'

const MAIN = join(import.meta.dirname, '../../../server/main.ts')
const PASSPHRASE = 'four words nobody guesses'

async function databaseOf(contacts: number) {
  const path = await temporaryFile()
  const env = { SQLITE_DB_PATH: path }
  await runProcess(['migrate'], { env })
  addContacts(path, contacts)
  return { path, env, copy: join(dirname(path), 'copy.db') }
}

/** Long names, so that it takes a while to be copied. */
function addContacts(path: string, count: number): void {
  const file = new Sqlite(path)
  const add = file.prepare(
    `insert into exception_phone_numbers (phone_number, contact_name, category, is_active, created_at, updated_at)
     values (?, ?, 'family', 1, '2026-11-27', '2026-11-27')`,
  )
  file.transaction(() => {
    const n = contactsIn(file)
    for (let at = n; at < n + count; at++) add.run(`+1415${at}`, 'x'.repeat(1_000))
  })()
  file.close()
}

function contactsIn(file: Sqlite.Database): number {
  return file.prepare('select count(*) from exception_phone_numbers').pluck().get() as number
}

/** Whole, or it throws. */
function countAt(path: string): number {
  const file = new Sqlite(path, { fileMustExist: true })
  try {
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
    return contactsIn(file)
  } finally {
    file.close()
  }
}

const partsBeside = (path: string) =>
  readdirSync(dirname(path)).filter((name) => name.includes('.part'))

/** From before it has begun to after it is done: moments of its own life, whatever the machine is like. */
const MOMENTS = [0.3, 0.6, 0.75, 0.85, 0.92, 0.97]

test('killed in the middle of a restore, the database is the one or the other, and never none', async () => {
  const { path, env, copy } = await databaseOf(4_000)
  await runProcess(['backup', copy], { env })
  addContacts(path, 1)
  const began = performance.now()
  expect((await runProcess(['restore', copy], { env })).code).toBe(0)
  const took = performance.now() - began
  for (const moment of MOMENTS) {
    addContacts(path, 4_001 - countAt(path))
    const child = await startProcess(['restore', copy], { env })
    const gone = once(child, 'exit')
    const until = performance.now() + took * moment
    while (performance.now() < until) {
      expect(existsSync(path)).toBe(true)
      await delay(1)
    }
    child.kill('SIGKILL')
    await gone
    expect([4_000, 4_001]).toContain(countAt(path))
  }
  addContacts(path, 4_001 - countAt(path))
  expect((await runProcess(['restore', copy], { env })).code).toBe(0)
  expect(countAt(path)).toBe(4_000)
  expect(partsBeside(path)).toEqual([])
})

test('killed in the middle of a backup, its name leads to the one from before or to a whole one', async () => {
  const { path, env, copy } = await databaseOf(4_000)
  const began = performance.now()
  await runProcess(['backup', copy], { env })
  const took = performance.now() - began
  addContacts(path, 1)
  for (const moment of MOMENTS) {
    const child = await startProcess(['backup', copy, '--replace'], { env })
    const gone = once(child, 'exit')
    await delay(took * moment)
    child.kill('SIGKILL')
    await gone
    expect([4_000, 4_001]).toContain(countAt(copy))
  }
  expect((await runProcess(['backup', copy, '--replace'], { env })).code).toBe(0)
  expect(partsBeside(path)).toEqual([])
})

test('a server that starts during a restore has the restored database, and not the one put aside', async () => {
  const { path, env, copy } = await databaseOf(10)
  const secret = { BACKUP_PASSPHRASE: PASSPHRASE }
  await runProcess(['backup', copy, '--encrypt'], { env: { ...env, ...secret } })
  addContacts(path, 1)
  const { screen, keys, ended } = await startAtTerminal(`restore ${copy}`, env)
  await screen.until('Passphrase of the backup')
  const server = spawn(process.execPath, [MAIN], {
    cwd: await emptyFolder(),
    env: { PATH: process.env.PATH, PORT: '0', ...env },
  })
  onTestFinished(() => void server.kill('SIGKILL'))
  const log = listenTo(server.stdout)
  await log.until('waiting until it is free')
  keys.write(`${PASSPHRASE}\r`)
  await screen.until('Restored')
  await ended
  await log.until('"listening"')
  server.kill('SIGTERM')
  await once(server, 'exit')
  const kept = readdirSync(dirname(path)).find((name) => name.includes('before-restore'))
  expect(countAt(path)).toBe(10)
  // Whoever opens it as a server does says so in it: https://sqlite.org/fileformat2.html#file_format_version_numbers
  expect(readFileSync(join(dirname(path), kept!))[18]).toBe(1)
  expect(readFileSync(path)[18]).toBe(2)
})

const hasAge = spawnSync('age', ['--version']).status === 0

test.skipIf(!hasAge && !process.env.CI)('age itself opens an encrypted backup', async () => {
  const { path, env, copy } = await databaseOf(100)
  const sealed = `${copy}.age`
  const settings = { ...env, BACKUP_PASSPHRASE: PASSPHRASE }
  expect((await runProcess(['backup', sealed, '--encrypt'], { env: settings })).code).toBe(0)
  const opened = join(dirname(path), 'opened.db')
  await withAge(`--decrypt --output ${opened} ${sealed}`, 1)
  expect(countAt(opened)).toBe(100)
})

test.skipIf(!hasAge && !process.env.CI)('what age has encrypted is restored', async () => {
  const { path, env, copy } = await databaseOf(100)
  await runProcess(['backup', copy], { env })
  await withAge(`--passphrase --output ${copy}.age ${copy}`, 2)
  addContacts(path, 1)
  const settings = { ...env, BACKUP_PASSPHRASE: PASSPHRASE }
  expect((await runProcess(['restore', `${copy}.age`], { env: settings })).code).toBe(0)
  expect(countAt(path)).toBe(100)
  rmSync(`${copy}.age`)
})

/** It takes a passphrase from a terminal only, and asks for it so often. */
async function withAge(args: string, times: number): Promise<void> {
  const { screen, keys, ended } = await startAtTerminal(args, {}, 'age')
  for (let time = 0; time < times; time++) {
    await screen.until('passphrase')
    await screen.until(':')
    keys.write(`${PASSPHRASE}\n`)
  }
  await ended
}
