/** Whether a database's file can be written, and is the one that was opened. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConciergeError } from '../concierge-error.ts'

/** The file or its place has changed, or cannot be written. */
class UnfitFileError extends ConciergeError {
  readonly code = 'UNFIT_FILE'
  readonly disposition = 'refuse'
}

/** Below, nobody could go on for a day; for a good while, above the other. In bytes. */
const LEAST = 8 * 2 ** 20
const LITTLE = 200 * 2 ** 20

/** Throws `UnfitFileError`; gives what there is to tell. */
export function checkPlace(path: string): string[] {
  const folder = dirname(path)
  mustWrite(
    folder,
    `The folder ${folder} of the database cannot be written, which SQLite needs for its log: see to its mode and its owner`,
  )
  mustWrite(path, `The database ${path} can only be read: see to its mode and its owner`)
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const megabytes = Math.floor(free / 2 ** 20)
  if (free < LEAST)
    throw new UnfitFileError(
      `The disk of the database ${path} is full, ${megabytes} MB are left: make room`,
    )
  return free < LITTLE ? [`The disk of the database has ${megabytes} MB left: make room soon`] : []
}

function mustWrite(path: string, otherwise: string): void {
  try {
    accessSync(path, constants.W_OK)
  } catch (cause) {
    throw new UnfitFileError(otherwise, { cause })
  }
}

/** Gives what rejects with `UnfitFileError` once the file's name leads elsewhere: what is written then is lost. */
export function watchPlace(path: string): () => Promise<void> {
  const { dev, ino } = statSync(path)
  let log: number | undefined
  return async () => {
    const [now, itsLog] = await Promise.all([inode(path), inode(`${path}-wal`)])
    if (now?.ino !== ino || now.dev !== dev)
      throw new UnfitFileError(
        `The database ${path} has been deleted or replaced while it was open: start the server again`,
      )
    if (log !== undefined && itsLog?.ino !== log)
      throw new UnfitFileError(
        `The log of the database, ${path}-wal, has been deleted or replaced while it was open: start the server again`,
      )
    log = itsLog?.ino
  }
}

/** Undefined where there is none. Rejects with `UnfitFileError` where nobody can say. */
async function inode(path: string): Promise<{ dev: number; ino: number } | undefined> {
  try {
    return await stat(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UnfitFileError(`${path} cannot be looked at`, { cause })
  }
}
