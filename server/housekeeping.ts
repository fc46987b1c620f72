/** What is done now and then beside the calls: old answers are swept out, old conversations erased. */
import type { Logger } from 'pino'
import { sweepAnswers } from '../storage/calls/answers.ts'
import type { Database } from '../storage/database.ts'
import { repeatedly } from './basics/repeatedly.ts'
import { keepFor } from './retention.ts'

const HOUR_MS = 60 * 60 * 1000

/** Begins at once; resolves, once stopped, when nothing of it is under way. */
export function keepHouse({
  retentionDays,
  ...deps
}: {
  retentionDays: number | null
  database: Database
  now(): Date
  log: Logger
}): () => Promise<void> {
  const { database, now, log } = deps
  const stopSweeping = repeatedly(HOUR_MS, async () => {
    const before = new Date(now().getTime() - 24 * HOUR_MS).toISOString()
    await sweepAnswers(database, before).catch((error: unknown) =>
      log.error({ err: error }, 'old answers not removed'),
    )
  })
  const stopErasing = retentionDays === null ? null : keepFor(retentionDays, deps)
  return async () => {
    stopSweeping()
    await stopErasing?.()
  }
}
