/** Leaves out, for a while, who keeps failing. */
export interface CircuitBreaker {
  /** Whether to ask at all. After the pause one question is let through to try. */
  allows(): boolean
  succeeded(): void
  /** Nobody waits for the question any more, so that it tells nothing: whoever comes next may try. */
  letGo(): void
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
  /** Whether the one question is out that tries, half open. */
  let isTrying = false

  return {
    allows() {
      if (now() < closedUntil) return false
      // Half open: whoever comes next waits for what this one finds.
      isTrying = failures >= mostFailures
      if (isTrying) closedUntil = now() + pauseMs
      return true
    },
    succeeded() {
      failures = 0
      closedUntil = 0
      isTrying = false
    },
    letGo() {
      if (isTrying) closedUntil = now()
      isTrying = false
    },
    failed(retryAfterMs) {
      isTrying = false
      failures++
      if (retryAfterMs !== undefined) closedUntil = now() + Math.min(retryAfterMs, LONGEST_PAUSE_MS)
      else if (failures >= mostFailures) closedUntil = now() + pauseMs
      return failures === mostFailures
    },
  }
}
