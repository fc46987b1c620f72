/** Whether the database can do its work: it is asked for all that is needed of it, and made to take something. */
import type { Logger } from 'pino'
import { isMigrated, type Database } from '../../storage/database.ts'
import { beat, readEveryTable } from '../../storage/heartbeat.ts'

/** Null where it can. */
export type CheckUp = () => Promise<Unwell | null>

export interface Unwell {
  /** What it cannot, without a name of anything on this machine. */
  reason: string
  error: unknown
}

/** Whoever asks more often hears how the last writing ended. */
const WRITE_EVERY_MS = 1_000

const LOST = 'the file of the database has been deleted or replaced'
const UNREAD = 'the database is out of reach or not migrated'
const UNWRITTEN = 'the database cannot be written'

/** Tells the log once that it cannot, and once that it can again. */
export function createCheckUp({
  database,
  now,
  log,
}: {
  database: Database
  now(): Date
  log: Logger
}): CheckUp {
  let wasMigrated = false
  let written: { at: number; done: Promise<void> } | undefined
  let isUnwell = false

  async function read(): Promise<void> {
    wasMigrated ||= await isMigrated(database.queries)
    if (!wasMigrated) throw new Error('The database is not migrated')
    await readEveryTable(database.queries)
  }

  function write(): Promise<void> {
    const at = performance.now()
    if (!written || at - written.at > WRITE_EVERY_MS)
      written = { at, done: beat(database, now().toISOString()) }
    return written.done
  }

  return async function checkUp() {
    const steps = [
      [LOST, () => database.lookAtPlace()],
      [UNREAD, read],
      [UNWRITTEN, write],
    ] as const
    for (const [reason, step] of steps)
      try {
        await step()
      } catch (error) {
        if (!isUnwell) log.error({ err: error }, reason)
        isUnwell = true
        return { reason, error }
      }
    if (isUnwell) log.info({}, 'the database can be read and written again')
    isUnwell = false
    return null
  }
}
