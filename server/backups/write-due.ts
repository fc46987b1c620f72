/** One look at the folder: a backup is written where it is time, by one process only. */
import { join } from 'node:path'
import { alone } from '../../storage/backup/alone.ts'
import { removeUnfinished } from '../../storage/backup/files.ts'
import { writeBackup } from '../../storage/backup/write-backup.ts'
import { backupName, listBackups, makeFolder, prune, removeLeftovers } from './backup-folder.ts'

export interface DueBackup {
  /** The path of the database. */
  database: string
  folder: string
  everyMs: number
  keep: number
  passphrase: string | null
  /** UTC, ISO 8601. */
  now: string
}

export type Looked =
  /** `bytes` of the new one, and how many old ones went. */
  | { did: 'written'; at: string; bytes: number; removed: number }
  /** The newest there is is new enough. */
  | { did: 'nothing'; at: string }
  /** Another process is at it. */
  | { did: 'left' }

/** Rejects where it cannot be written; nothing old is taken away then. */
export async function writeDue(due: DueBackup): Promise<Looked> {
  const { database, folder, everyMs, keep, passphrase } = due
  const now = new Date(due.now)
  makeFolder(folder)
  // First the lock: who waits for another's backup sees that it is there.
  using lock = await alone(database)
  if (!lock) return { did: 'left' }
  removeUnfinished(database)
  removeLeftovers(folder)
  // One from a clock that was ahead says nothing about when the last one was.
  const newest = listBackups(folder).find(({ at }) => at <= now)
  if (newest && now.getTime() - newest.at.getTime() < everyMs)
    return { did: 'nothing', at: newest.at.toISOString() }
  const file = join(folder, backupName(now, passphrase !== null))
  const { bytes } = await writeBackup({ lock, database, file, passphrase })
  return { did: 'written', at: due.now, bytes, removed: prune(folder, keep) }
}
