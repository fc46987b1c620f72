/** A database as it was at one moment, copied while others read and write it. */
import Sqlite from 'better-sqlite3'
import { createPrivately } from '../sqlite/private-file.ts'
import { BackupError } from './backup-error.ts'
import { countRows } from './examine.ts'

/** Pages at a time, some 10 MB: in between is told how far it is, and Ctrl-C is heard. */
const PAGES = 2_500

/**
 * Gives how many rows each table had. A transaction of its own holds that moment from the first page to the last: without
 * it, every commit of others would have SQLite begin anew. https://sqlite.org/c3ref/backup_finish.html
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (done: number) => void = () => undefined,
): Promise<Record<string, number>> {
  createPrivately(to)
  const source = openSource(from)
  try {
    // Read from, it has begun.
    source.exec('begin')
    const rows = countRows(source)
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        if (totalPages > 0) onProgress(1 - remainingPages / totalPages)
        return PAGES
      },
    })
    source.exec('commit')
    return rows
  } catch (cause) {
    throw new BackupError(`${from} cannot be copied: ${(cause as Error).message}`, { cause })
  } finally {
    source.close()
  }
}

/** As long as a server that starts may hold it. */
const PATIENCE_MS = 10_000

function openSource(path: string): Sqlite.Database {
  try {
    const source = new Sqlite(path, { fileMustExist: true, timeout: PATIENCE_MS })
    source.pragma('query_only = ON')
    return source
  } catch (cause) {
    throw new BackupError(`The database ${path} cannot be opened: ${(cause as Error).message}`, {
      cause,
    })
  }
}
