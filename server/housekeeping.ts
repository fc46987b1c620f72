/** What is done now and then beside the calls: old answers are swept out, old conversations erased, silent calls ended. */
import { sweepAnswers } from '../storage/calls/answers.ts'
import type { CheckUp } from './watch/check-up.ts'
import { repeatedly } from './basics/repeatedly.ts'
import { keepFor } from './retention.ts'
import { endSilentCalls, type SilentCallsDependencies } from './silent-calls.ts'

/** So often it is looked whether the database is well, where nobody asks: the log has to say so. */
const CHECK_EVERY_MS = 60_000
const HOUR_MS = 60 * 60 * 1000

/** Begins at once; resolves, once stopped, when nothing of it is under way. */
export function keepHouse({
  retentionDays,
  ...deps
}: SilentCallsDependencies & {
  retentionDays: number | null
  vouched(): Date
  checkUp: CheckUp
}): () => Promise<void> {
  const { database, vouched, checkUp, log } = deps
  const stopSweeping = repeatedly(HOUR_MS, async () => {
    const before = new Date(vouched().getTime() - 24 * HOUR_MS).toISOString()
    await sweepAnswers(database, before).catch((error: unknown) =>
      log.error({ err: error }, 'old answers not removed'),
    )
  })
  const stopErasing = retentionDays === null ? null : keepFor(retentionDays, deps)
  let checking: Promise<unknown> = Promise.resolve()
  const stopChecking = repeatedly(CHECK_EVERY_MS, async () => {
    checking = checkUp()
    await checking
  })
  const stopEnding = endSilentCalls(deps)
  return async () => {
    stopSweeping()
    stopChecking()
    await Promise.all([stopEnding(), stopErasing?.(), checking])
  }
}
