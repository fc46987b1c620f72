/** One backup or restore of a database at a time, on this machine. */
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { isLocked } from '../sqlite/lock-patience.ts'
import { createPrivately } from '../sqlite/private-file.ts'
import { BackupError } from './backup-error.ts'
import { placeOf } from './files.ts'

export interface Alone extends Disposable {
  release(): void
}

const PAUSE_MS = 250

/**
 * Resolves with null where another is at it for longer than `patienceMs`. The lock is SQLite's, on an empty file beside:
 * it ends with the process, however that ends. https://sqlite.org/lockingv3.html
 */
export async function alone(database: string, patienceMs = 0): Promise<Alone | null> {
  const path = `${placeOf(database)}.backup-lock`
  const until = performance.now() + patienceMs
  createPrivately(path)
  for (;;) {
    const lock = take(path)
    if (lock) return lock
    if (performance.now() >= until) return null
    await delay(PAUSE_MS)
  }
}

function take(path: string): Alone | null {
  let file: Sqlite.Database | undefined
  try {
    file = new Sqlite(path, { timeout: 0 })
    // No journal beside it.
    file.pragma('journal_mode = MEMORY')
    file.exec('begin exclusive')
    const release = () => void file?.close()
    return { release, [Symbol.dispose]: release }
  } catch (error) {
    file?.close()
    if (isLocked(error)) return null
    throw new BackupError(
      `${path} cannot be used, which keeps two from writing at once: ${(error as Error).message}`,
      { cause: error },
    )
  }
}
