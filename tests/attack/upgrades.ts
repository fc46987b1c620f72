/** `kill -9` at any instant of a first start and of an upgrade, from every version of the schema. */
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { MIGRATIONS, writeOldDatabase } from '../support/old-schema.ts'
import type { Attack, Report } from './attack.ts'
import { migrateHere, startMigrating } from './migrating.ts'

const CALLS = 20_000

export const upgrades: Attack = {
  name: 'upgrades',
  promise:
    'killed at any instant of a first start or an upgrade, the next start comes up with every call',
  share: 3,
  async run(budget, random, report) {
    const folder = await mkdtemp(join(tmpdir(), 'concierge-attack-'))
    const calls = budget.isBrief ? 500 : CALLS
    const versions = createVersions(folder, calls)
    try {
      while (!budget.isSpent()) {
        const migrations = random.whole(0, MIGRATIONS.length - 1)
        const share = random.next()
        const { file, ms } = await versions.get(migrations)
        const copy = join(folder, 'copy.db')
        await rm(copy, { force: true })
        for (const tail of ['-wal', '-shm']) await rm(copy + tail, { force: true })
        await cp(file, copy)
        await killed(copy, ms * share * 1.1)
        await checkStart(copy, migrations === 0 ? 0 : calls, MIGRATIONS[migrations]!, report)
        report.tried()
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** Each is made once, with the time that an upgrade from it takes. */
function createVersions(folder: string, calls: number) {
  const made = new Map<number, { file: string; ms: number }>()
  return {
    async get(migrations: number) {
      const known = made.get(migrations)
      if (known) return known
      const file = join(folder, `version-${migrations}.db`)
      await writeOldDatabase(file, { migrations, calls })
      const copy = join(folder, 'timed.db')
      await cp(file, copy)
      const child = await startMigrating(copy)
      const began = performance.now()
      await once(child, 'message')
      const version = { file, ms: performance.now() - began }
      child.kill('SIGKILL')
      made.set(migrations, version)
      for (const tail of ['', '-wal', '-shm']) await rm(copy + tail, { force: true })
      return version
    },
  }
}

async function killed(file: string, afterMs: number): Promise<void> {
  const child = await startMigrating(file)
  const gone = once(child, 'exit')
  await Promise.race([delay(afterMs), gone])
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await gone
}

async function checkStart(
  file: string,
  calls: number,
  first: string,
  report: Report,
): Promise<void> {
  try {
    await migrateHere(file)
  } catch (error) {
    return report.fault(`it does not start again: ${String(error)}`, `killed in ${first} or later`)
  }
  const opened = new Sqlite(file, { readonly: true })
  const { count } = opened.prepare('select count(*) as count from calls').get() as { count: number }
  const [{ integrity_check: state }] = opened.pragma('integrity_check') as [
    { integrity_check: string },
  ]
  opened.close()
  if (count !== calls) report.fault('calls are missing after the upgrade', `${count} of ${calls}`)
  if (state !== 'ok') report.fault('the file is damaged', state)
}
