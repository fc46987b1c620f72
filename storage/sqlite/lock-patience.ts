/** A lock that somebody else holds is waited for in short looks: SQLite's own wait stops the whole process. */

/** How long one look may stop the process, ms: https://sqlite.org/c3ref/busy_timeout.html */
export const LOOK_MS = 15
/** Between two looks, ms: so the loop belongs to others most of the time. */
const PAUSE_MS = 100

export interface LockPatience {
  /** The lock was got. */
  got(): void
  /** In how many ms to look again, or null where that has been tried for long enough. */
  missed(): number | null
  /** In how many ms the next look may be: 0 unless one has just been in vain. */
  pauseMs(): number
}

/**
 * For all who want the lock, together: who comes when it has been held for longer than `patienceMs` waits for one look
 * and no longer.
 */
export function createLockPatience(patienceMs: number): LockPatience {
  let heldSince: number | null = null
  let lookedAt = -Infinity
  return {
    got() {
      heldSince = null
    },
    missed() {
      lookedAt = performance.now()
      heldSince ??= lookedAt
      return lookedAt + PAUSE_MS - heldSince < patienceMs ? PAUSE_MS : null
    },
    pauseMs() {
      if (heldSince === null) return 0
      return Math.max(0, lookedAt + PAUSE_MS - performance.now())
    },
  }
}

/** Somebody else holds the file: the same may succeed a moment later. https://sqlite.org/rescode.html#busy */
export function isLocked(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY')
}
