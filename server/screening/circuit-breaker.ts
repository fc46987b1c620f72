/** Leaves out, for a while, who keeps failing. */
export interface CircuitBreaker {
  /** Whether to ask at all. After the pause one question is let through to try. */
  allows(): boolean
  succeeded(): void
  /** `retryAfterMs`, where the other side said when to come back. True where it opens with this failure. */
  failed(retryAfterMs?: number): boolean
}

export interface BreakerOptions {
  /** So many failures in a row open it. */
  mostFailures: number
  pauseMs: number
  now: () => number
}

/** Nobody is believed who asks to be left out for longer. */
const LONGEST_PAUSE_MS = 60_000

export function createCircuitBreaker({
  mostFailures,
  pauseMs,
  now,
}: BreakerOptions): CircuitBreaker {
  let failures = 0
  let closedUntil = 0

  return {
    allows() {
      if (now() < closedUntil) return false
      // Half open: whoever comes next waits for what this one finds.
      if (failures >= mostFailures) closedUntil = now() + pauseMs
      return true
    },
    succeeded() {
      failures = 0
      closedUntil = 0
    },
    failed(retryAfterMs) {
      failures++
      if (retryAfterMs !== undefined) closedUntil = now() + Math.min(retryAfterMs, LONGEST_PAUSE_MS)
      else if (failures >= mostFailures) closedUntil = now() + pauseMs
      return failures === mostFailures
    },
  }
}
