/** What is done now and then beside the calls: old answers are swept out, old conversations erased, silent calls ended. */
import { sweepAnswers } from '../storage/calls/answers.ts'
import { repeatedly } from './basics/repeatedly.ts'
import { keepFor } from './retention.ts'
import { endSilentCalls, type SilentCallsDependencies } from './silent-calls.ts'

const HOUR_MS = 60 * 60 * 1000

/** Begins at once; resolves, once stopped, when nothing of it is under way. */
export function keepHouse({
  retentionDays,
  ...deps
}: SilentCallsDependencies & { retentionDays: number | null }): () => Promise<void> {
  const { database, now, log } = deps
  const stopSweeping = repeatedly(HOUR_MS, async () => {
    const before = new Date(now().getTime() - 24 * HOUR_MS).toISOString()
    await sweepAnswers(database, before).catch((error: unknown) =>
      log.error({ err: error }, 'old answers not removed'),
    )
  })
  const stopErasing = retentionDays === null ? null : keepFor(retentionDays, deps)
  const stopEnding = endSilentCalls(deps)
  return async () => {
    stopSweeping()
    await Promise.all([stopEnding(), stopErasing?.()])
  }
}
