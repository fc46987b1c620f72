/** Whoever plays a caller is silent when they say so, and not while they think of what to type. */
import { realTimers, type Timers } from './quiet.ts'

export interface PlayedSilences {
  timers: Timers
  /** Lets the silence of a call be over, as soon as it is waited for. */
  runOut(callSid: string): Promise<void>
  /** Nothing is waited for in the call any more: neither is whoever wants it. */
  over(callSid: string): void
}

export function createPlayedSilences(): PlayedSilences {
  const waiting = new Map<string, () => void>()
  /** Several may want the same one. */
  const wanted = new Map<string, PromiseWithResolvers<void>>()

  function told(callSid: string): void {
    wanted.get(callSid)?.resolve()
    wanted.delete(callSid)
  }

  return {
    timers: {
      after(ms, run, silentCall) {
        if (silentCall === undefined) return realTimers.after(ms, run)
        waiting.set(silentCall, run)
        told(silentCall)
        return () => {
          if (waiting.get(silentCall) === run) waiting.delete(silentCall)
        }
      },
    },
    async runOut(callSid) {
      if (!waiting.has(callSid)) {
        const awaited = wanted.get(callSid) ?? Promise.withResolvers<void>()
        wanted.set(callSid, awaited)
        await awaited.promise
      }
      const run = waiting.get(callSid)
      waiting.delete(callSid)
      run?.()
    },
    over: told,
  }
}
