/** Tries again what failed for a passing reason, within a bound of time. */
import { setTimeout as delay } from 'node:timers/promises'
import { isTransient, theError } from './transient.ts'

/** The database has not answered in time; whether it has done what was asked is not known. */
export class DatabaseTooSlowError extends Error {
  override name = 'DatabaseTooSlowError'
  /** As the driver's own. */
  readonly code = 'ETIMEOUT'
  constructor(patienceMs: number, cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : ''
    super(`The database has not answered within ${patienceMs} ms${reason}`, { cause })
  }
}

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000

export interface Trying {
  /** Throws where nobody waits any longer: before what must not be done behind their backs. */
  mustGoOn(): void
}

/**
 * Resolves with what the task does, which is tried again after a transient error as long as there is time.
 * Rejects with the error of the last try, or with `DatabaseTooSlowError`: never much later than `patienceMs`.
 */
export async function persistently<Result>(
  patienceMs: number,
  task: (trying: Trying) => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + patienceMs
  const done = new AbortController()
  let isOver = false
  let last: unknown
  const tooSlow = () =>
    new DatabaseTooSlowError(patienceMs, last instanceof DatabaseTooSlowError ? last.cause : last)
  const trying: Trying = {
    mustGoOn() {
      if (isOver || performance.now() >= deadline) throw tooSlow()
    },
  }

  async function tryAgainAndAgain(): Promise<Result> {
    for (let tries = 0; ; tries++)
      try {
        return await task(trying)
      } catch (thrown) {
        last = theError(thrown)
        const pause = pauseMs(tries)
        if (!isTransient(last) || performance.now() + pause >= deadline) throw last
        await delay(pause)
      }
  }

  const waiting = delay(patienceMs, undefined, { signal: done.signal }).then(() => {
    isOver = true
    throw tooSlow()
  })
  try {
    return await Promise.race([tryAgainAndAgain(), waiting])
  } finally {
    done.abort()
    waiting.catch(() => undefined)
  }
}

/** Twice as long each time, and by chance more or less: those who failed together do not come back together. */
function pauseMs(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2)
}
