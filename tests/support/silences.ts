/** Silence on a socket, as long as a test wants it: the server's timers run out when the phone says nothing. */
import type { Timers } from '../../server/lines/relay/quiet.ts'

export interface Silences {
  timers: Timers
  /** Lets the silence of a call be over as soon as the server listens for it. */
  runOut(callSid: string): Promise<void>
  /** How long the server would wait for the caller now, in ms; null where it does not. */
  waits(callSid: string): number | null
}

export function createSilences(): Silences {
  const armed = new Map<string, { ms: number; run: () => void }>()
  const wanted = new Map<string, () => void>()

  function begin(callSid: string, ms: number, run: () => void): () => void {
    const one = { ms, run }
    armed.set(callSid, one)
    wanted.get(callSid)?.()
    wanted.delete(callSid)
    return () => {
      if (armed.get(callSid) === one) armed.delete(callSid)
    }
  }

  return {
    timers: {
      after(ms, run, silentCall) {
        if (silentCall !== undefined) return begin(silentCall, ms, run)
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    async runOut(callSid) {
      if (!armed.has(callSid)) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wanted.set(callSid, resolve)
        await promise
      }
      const { run } = armed.get(callSid)!
      armed.delete(callSid)
      run()
    },
    waits: (callSid) => armed.get(callSid)?.ms ?? null,
  }
}
