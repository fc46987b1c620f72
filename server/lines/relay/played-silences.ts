/** Whoever plays a caller is silent when they say so, and not while they think of what to type. */
import { realTimers, type Timers } from './quiet.ts'

export interface PlayedSilences {
  timers: Timers
  /** Lets the silence of a call be over, as soon as it is waited for. */
  runOut(callSid: string): Promise<void>
}

export function createPlayedSilences(): PlayedSilences {
  const waiting = new Map<string, () => void>()
  const wanted = new Map<string, () => void>()

  return {
    timers: {
      after(ms, run, silentCall) {
        if (silentCall === undefined) return realTimers.after(ms, run)
        waiting.set(silentCall, run)
        wanted.get(silentCall)?.()
        wanted.delete(silentCall)
        return () => {
          if (waiting.get(silentCall) === run) waiting.delete(silentCall)
        }
      },
    },
    async runOut(callSid) {
      if (!waiting.has(callSid)) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wanted.set(callSid, resolve)
        await promise
      }
      const run = waiting.get(callSid)
      waiting.delete(callSid)
      run?.()
    },
  }
}
