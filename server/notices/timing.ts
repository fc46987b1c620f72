/** How notices are timed. */

export interface NoticeTiming {
  /** How often it is looked for what other processes have left, ms. */
  everyMs: number
  /** How long one channel may take for one notice, ms. */
  deadlineMs: number
  /** Who has not sent a notice by then is taken for dead, ms: longer than the deadline. */
  leaseMs: number
  /** The pause after the first failure, ms; then twice as long each time. */
  firstPauseMs: number
  longestPauseMs: number
  /** How long it is tried, ms. */
  giveUpAfterMs: number
}

export const NOTICE_TIMING: NoticeTiming = {
  everyMs: 5_000,
  deadlineMs: 15_000,
  leaseMs: 60_000,
  firstPauseMs: 10_000,
  longestPauseMs: 10 * 60_000,
  giveUpAfterMs: 24 * 60 * 60_000,
}

/** Twice as long each time, and by chance more or less: what failed together does not come back together. */
export function pauseAfter(failures: number, timing: NoticeTiming): number {
  const { firstPauseMs, longestPauseMs } = timing
  const doubled = firstPauseMs * 2 ** Math.min(failures - 1, 30)
  return Math.min(doubled, longestPauseMs) * (0.5 + Math.random() / 2)
}
