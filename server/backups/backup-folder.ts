/** The folder of backups that a server writes: how they are called, and which may go. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** UTC, without the colons that not every disk takes. */
const NAME = /^concierge-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db(\.age)?$/
const UNFINISHED = /^concierge-[\dTZ-]+\.db(\.age)?\.[0-9a-f]{12}\.part(-journal)?$/

export interface StoredBackup {
  path: string
  at: Date
}

export function backupName(at: Date, isEncrypted: boolean): string {
  const stamp = at.toISOString().slice(0, 19).replaceAll(':', '-')
  return `concierge-${stamp}Z.db${isEncrypted ? '.age' : ''}`
}

/** Of ours only, whatever else is there; the newest first. Throws where the folder cannot be read. */
export function listBackups(folder: string): StoredBackup[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const [, day, hours, minutes, seconds] = NAME.exec(entry.name) ?? []
      const at = new Date(`${day}T${hours}:${minutes}:${seconds}Z`)
      const isOurs = entry.isFile() && !Number.isNaN(at.getTime())
      return isOurs ? [{ path: join(folder, entry.name), at }] : []
    })
    .sort((one, other) => other.at.getTime() - one.at.getTime())
}

/** Makes the folder, if only that is missing: above it may be a disk that is not there now. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT')
      throw new Error(`There is no folder ${dirname(folder)}`, { cause: error })
    if (code !== 'EEXIST') throw error
  }
}

/** What a process that died has left. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder))
    if (UNFINISHED.test(name)) rmSync(join(folder, name), { force: true })
}

/** Takes away all but the newest; gives how many went. */
export function prune(folder: string, keep: number): number {
  const old = listBackups(folder).slice(keep)
  for (const { path } of old) rmSync(path, { force: true })
  return old.length
}
