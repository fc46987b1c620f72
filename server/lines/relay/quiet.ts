/** How long a caller has been silent, which no carrier tells: from the end of our words, as long as they take to speak. */

/** Timers as they are, or as a test has them. */
export interface Timers {
  /** Runs once, unless what it returns is called before. `silentCall`: whose silence is waited for, where one is. */
  after(ms: number, run: () => void, silentCall?: string): () => void
}

export const realTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Slow for a voice: who is asked again has been given time to answer. */
const CHARACTERS_PER_SECOND = 14

export interface Quiet {
  /**
   * We say so many characters, which we have been at for some time already, and are then quiet for so many seconds at
   * most.
   */
  begin(characters: number, seconds: number, spokenForMs?: number): void
  /** The caller is heard: the same seconds once more, and no less than are left. */
  again(): void
  /** The caller has cut in, so that we say no more: the same seconds from now. */
  cutOff(): void
  stop(): void
}

export function createQuiet(timers: Timers, callSid: string, onSilence: () => void): Quiet {
  let cancel: (() => void) | null = null
  let allowed = 0
  let dueAt = 0

  function arm(ms: number): void {
    cancel?.()
    const silent = () => {
      cancel = null
      onSilence()
    }
    dueAt = performance.now() + ms
    cancel = timers.after(ms, silent, callSid)
  }

  return {
    begin(characters, seconds, spokenForMs = 0) {
      allowed = seconds * 1_000
      arm(allowed + Math.max(0, (characters / CHARACTERS_PER_SECOND) * 1_000 - spokenForMs))
    },
    again() {
      if (cancel) arm(Math.max(allowed, dueAt - performance.now()))
    },
    cutOff() {
      if (cancel) arm(allowed)
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
