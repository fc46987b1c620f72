/** The database that a backup takes the place of, kept from everybody else meanwhile. */
import { existsSync, rmSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { isLocked } from '../sqlite/lock-patience.ts'
import { BackupError } from './backup-error.ts'

export interface Held extends Disposable {
  /** Writes a copy of it, by the lock that holds it. */
  copyTo(path: string): Promise<void>
  release(): void
}

/** Somebody who looks for some milliseconds is waited for. */
const PATIENCE_MS = 500

/** What SQLite keeps beside a database: it would be taken for a part of any other of that name. */
export const BESIDE = ['-wal', '-shm', '-journal']

/**
 * Throws `BackupError` where anybody has it open, a server above all: whoever does holds a shared lock on it. Its log is in
 * it afterwards, and it stands alone. Null where there is none. https://sqlite.org/wal.html#the_wal_file
 */
export function hold(path: string): Held | null {
  if (!existsSync(path)) return null
  if (!statSync(path).isFile()) throw new BackupError(`${path} is no file: see SQLITE_DB_PATH`)
  let file: Sqlite.Database | undefined
  try {
    file = new Sqlite(path, { fileMustExist: true, timeout: PATIENCE_MS })
    file.pragma('journal_mode = DELETE')
    // No journal beside it while it is held.
    file.pragma('journal_mode = MEMORY')
    file.exec('begin exclusive')
    // Somebody has opened it in between.
    if (file.pragma('journal_mode', { simple: true }) === 'wal')
      throw Object.assign(new Error('It is open'), { code: 'SQLITE_BUSY' })
  } catch (error) {
    file?.close()
    if (isLocked(error))
      throw new BackupError(
        `The database ${path} is in use: stop the server, and whatever else has it open, then restore again`,
        { cause: error },
      )
    throw new BackupError(
      `The database ${path} is damaged (${(error as Error).message}), so it cannot be seen whether a server has it open: see that none runs, then restore again with --damaged`,
      { cause: error },
    )
  }
  const held = file
  const release = () => void held.close()
  return {
    async copyTo(copy) {
      await held.backup(copy)
    },
    release,
    [Symbol.dispose]: release,
  }
}

/** Of a database that is not there any more. */
export function removeBeside(path: string): void {
  for (const suffix of BESIDE) rmSync(path + suffix, { force: true })
}
