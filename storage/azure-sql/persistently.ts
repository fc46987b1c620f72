/** Bears with a database that fails for a passing reason, within a bound of time. */
import { setTimeout as delay } from 'node:timers/promises'
import { retry } from '../retry.ts'
import { isTransient, theError } from './transient.ts'
import { ConciergeError } from '../concierge-error.ts'

/** The database has not answered in time; whether it has done what was asked is not known. */
class DatabaseTooSlowError extends ConciergeError {
  /** As the driver's own. */
  readonly code = 'ETIMEOUT'
  readonly disposition = 'apologise'
  constructor(patienceMs: number, cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : ''
    super(`The database has not answered within ${patienceMs} ms${reason}`, { cause })
  }
}

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
  const endsAt = performance.now() + patienceMs
  const done = new AbortController()
  let isOver = false
  let last: unknown
  const tooSlow = () =>
    new DatabaseTooSlowError(patienceMs, last instanceof DatabaseTooSlowError ? last.cause : last)
  const trying: Trying = {
    mustGoOn() {
      if (isOver || performance.now() >= endsAt) throw tooSlow()
    },
  }

  async function tryOnce(): Promise<Result> {
    try {
      return await task(trying)
    } catch (thrown) {
      last = theError(thrown)
      throw last
    }
  }

  const waiting = delay(patienceMs, undefined, { signal: done.signal }).then(() => {
    isOver = true
    throw tooSlow()
  })
  const retrying = { isPassing: isTransient, endsAt, firstPauseMs: 50, longestPauseMs: 1_000 }
  try {
    return await Promise.race([retry(tryOnce, retrying), waiting])
  } finally {
    done.abort()
    waiting.catch(() => undefined)
  }
}
