/** Files that are there whole or not at all, for nobody but the user that writes them. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { BackupError } from './backup-error.ts'

/** What is not finished: `NAME.HEX.part`. */
const UNFINISHED = /^\.[0-9a-f]{12}\.part(-journal|-wal|-shm)?$/

/** Left free besides, bytes. */
const MARGIN = 16 * 2 ** 20

/** Where a file is or would be, as SQLite sees it: what it keeps beside a database stands where a link leads. */
export function placeOf(path: string): string {
  const whole = resolve(path)
  if (existsSync(whole)) return realpathSync(whole)
  const folder = dirname(whole)
  return existsSync(folder) ? join(realpathSync(folder), basename(whole)) : whole
}

/** Beside the file, so that it can take its name in one step. */
export function unfinishedName(file: string): string {
  return `${file}.${randomBytes(6).toString('hex')}.part`
}

/** What a process that died has left of this file. To be called by whoever alone may write it. */
export function removeUnfinished(file: string): void {
  for (const name of namesIn(dirname(file)))
    if (name.startsWith(basename(file)) && UNFINISHED.test(name.slice(basename(file).length)))
      rmSync(join(dirname(file), name), { force: true })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Whoever writes there finds out, and says so.
    return []
  }
}

/** Throws `BackupError` where a file of that size has no place in the folder. */
export function mustHavePlace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free < bytes + MARGIN)
    throw new BackupError(
      `There is no place for it in ${folder}: it takes ${megabytes(bytes)} MB, and ${megabytes(free)} MB are left`,
    )
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20)
}

/** Resolves what the system keeps in memory of it: a name must not be on the disk before its bytes are. */
export function toDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } catch (error) {
    // A folder cannot be flushed everywhere, and there need not be.
    if (!statSync(path).isDirectory()) throw error
  } finally {
    closeSync(file)
  }
}

/**
 * Gives a finished file its name, in one step; `replace`: whatever has it. Throws with `EEXIST` where a file has it
 * that may not be replaced.
 */
export function giveName(
  unfinished: string,
  file: string,
  { replace }: { replace: boolean },
): void {
  if (replace) renameSync(unfinished, file)
  else if (linked(unfinished, file)) rmSync(unfinished)
  else if (statSync(file, { throwIfNoEntry: false }) === undefined) renameSync(unfinished, file)
  else throw Object.assign(new Error(`${file} is there`), { code: 'EEXIST' })
  toDisk(dirname(file))
}

/** Whether the file has a second name now: not every file system knows those. Throws where it is taken. */
export function linked(file: string, name: string): boolean {
  try {
    linkSync(file, name)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    return false
  }
}
