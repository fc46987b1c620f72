/** `kill -9` at any instant of a first start and of an upgrade, from every version of the schema. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { migrateAndDie } from '../support/migrating-process.ts'
import { countedOf, fillWithOldCalls, migratedBefore, NAMES } from '../support/released-schema.ts'
import type { Attack, Report } from './attack.ts'

const CALLS = 20_000
/** Longer than any upgrade takes. */
const LONGEST_MS = 120_000

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
        // 0: a first start.
        const migrations = random.whole(0, NAMES.length - 1)
        const share = random.next()
        const { file, ms } = await versions.get(migrations)
        const copy = join(folder, 'copy.db')
        await copyAlone(file, copy)
        await attempt(copy, ms * share * 1.1, migrations === 0 ? 0 : calls, report)
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
      const last = NAMES[migrations - 1]
      if (last === undefined) await openSqlite(file).close()
      else {
        await migratedBefore(file, last)
        fillWithOldCalls(file, calls)
      }
      const copy = join(folder, 'timed.db')
      await copyAlone(file, copy)
      const version = { file, ms: (await migrateAndDie(copy, LONGEST_MS))! }
      made.set(migrations, version)
      return version
    },
  }
}

/** Without the log of a file that had the name before. */
async function copyAlone(file: string, copy: string): Promise<void> {
  for (const tail of ['', '-wal', '-shm']) await rm(copy + tail, { force: true })
  await cp(file, copy)
}

async function attempt(file: string, afterMs: number, calls: number, report: Report) {
  try {
    await migrateAndDie(file, afterMs)
    await using database = openSqlite(file)
    await migrate(database.queries)
  } catch (error) {
    return report.fault(`it does not start again: ${String(error)}`, `killed after ${afterMs} ms`)
  }
  const found = countedOf(file)
  const whole = { calls, words: calls, journal: calls, whole: 'ok' }
  if (!isDeepStrictEqual(found, whole))
    report.fault('calls, words or the file are not what they were', JSON.stringify(found))
}
