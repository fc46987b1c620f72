/** Tries again what failed for a passing reason, in longer and longer pauses. */
import { setTimeout as delay } from 'node:timers/promises'

export interface Retrying {
  /** Whether the same may succeed a moment later. */
  isPassing(error: unknown): boolean
  /** By `performance.now()`: what would have to wait beyond it has failed. */
  endsAt: number
  firstPauseMs: number
  longestPauseMs: number
  /** How long the other side has asked to be left alone, where it has. */
  askedPauseMs?(error: unknown): number | null
}

/** Resolves with what the task does. Rejects with the error of the last try. */
export async function retry<Result>(
  task: () => Promise<Result>,
  retrying: Retrying,
): Promise<Result> {
  const { isPassing, endsAt, askedPauseMs } = retrying
  for (let failures = 0; ; failures++)
    try {
      return await task()
    } catch (error) {
      const pause = askedPauseMs?.(error) ?? pauseMs(failures, retrying)
      if (!isPassing(error) || performance.now() + pause >= endsAt) throw error
      await delay(pause)
    }
}

/** Twice as long each time, and by chance more or less: those who failed together do not come back together. */
function pauseMs(failures: number, { firstPauseMs, longestPauseMs }: Retrying): number {
  return Math.min(firstPauseMs * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2)
}
