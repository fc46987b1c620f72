/** A database's files are for nobody but the user that the server runs as. */
import { chmodSync, closeSync, openSync, statSync } from 'node:fs'

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

/** Takes from others what they may do with the files; gives what there is to tell of that. */
export function makePrivate(path: string): string[] {
  // https://nodejs.org/api/fs.html#file-modes: there is nothing to take on Windows.
  if (process.platform === 'win32') return []
  return FILES.flatMap((suffix) => {
    const file = path + suffix
    const mode = statSync(file, { throwIfNoEntry: false })?.mode
    if (mode === undefined || (mode & OTHERS) === 0) return []
    try {
      chmodSync(file, mode & 0o700)
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
