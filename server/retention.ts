/** Words and numbers are kept for so long; what was decided, and the counts, stay. */
import type { Logger } from 'pino'
import type { Database } from '../storage/database.ts'
import { eraseCallsBefore } from '../storage/review/erasure.ts'
import { repeatedly } from './basics/repeatedly.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Erases at start and once a day; returns what stops it, in the middle if need be. */
export function keepFor(
  days: number,
  {
    database,
    now,
    vouched = now,
    log,
  }: {
    database: Database
    now(): Date
    /** A time that is not ahead, whatever the clock says: what it erases is gone for good. */
    vouched?(): Date
    log: Logger
  },
): () => Promise<void> {
  const stopping = new AbortController()
  let underWay = Promise.resolve()

  async function erase(): Promise<void> {
    const before = new Date(vouched().getTime() - days * DAY_MS).toISOString()
    try {
      const erased = await eraseCallsBefore(database, { before, now, signal: stopping.signal })
      if (erased > 0) log.info({ erased, retention_days: days }, 'old conversations erased')
    } catch (error) {
      log.error({ err: error }, 'old conversations not erased')
    }
  }

  const stop = repeatedly(DAY_MS, () => (underWay = underWay.then(erase)))
  return async () => {
    stop()
    stopping.abort()
    await underWay
  }
}
