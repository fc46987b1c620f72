/** A database's files are for nobody but the user that the server runs as. */
import { chmodSync, closeSync, openSync, readSync, statSync } from 'node:fs'

const FILES = ['', '-wal', '-shm']
const OTHERS = 0o077

/** Creates the file where there is none, so that it is private from its first byte: its log follows it in that. */
export function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch {
    // It is there; or it cannot be, which SQLite finds out as well.
  }
}

/**
 * Takes from others what they may do with the files of a database; gives what there is to tell of that. A path may by
 * mistake be that of a folder, or of a file that others need: those keep their modes.
 */
export function makePrivate(path: string): string[] {
  // https://nodejs.org/api/fs.html#file-modes: there is nothing to take on Windows.
  if (process.platform === 'win32') return []
  if (!isDatabase(path)) return []
  return FILES.flatMap((suffix) => {
    const file = path + suffix
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found?.isFile() || (found.mode & OTHERS) === 0) return []
    try {
      chmodSync(file, found.mode & 0o700)
      if ((statSync(file).mode & OTHERS) === 0)
        return [`${file} could be read by other users of this machine: now it cannot`]
    } catch {
      // Another user's, or a disk that knows no modes.
    }
    return [
      `${file} can be read by other users of this machine, and that cannot be changed from here: see to its mode, it should be 0600`,
    ]
  })
}

/** How a database's file begins: https://sqlite.org/fileformat.html#magic_header_string */
const HEADER = 'SQLite format 3\0'

/** An empty file is a database of which nothing is written yet. */
function isDatabase(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) return false
  if (found.size === 0) return true
  const beginning = Buffer.alloc(HEADER.length)
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    readSync(file, beginning)
  } catch {
    return false
  } finally {
    if (file !== undefined) closeSync(file)
  }
  return beginning.toString('latin1') === HEADER
}
