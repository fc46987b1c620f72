/** Time in which words stand still, as long as a test wants it. */
import { expect } from 'vitest'
import type { AheadTimers } from '../../server/screening/ahead.ts'

export interface StillTimers {
  timers: AheadTimers
  /** How often it was begun to wait for so long, or less. */
  begun(ms?: number): number
  /** How many are waited for. */
  waiting(): number
  /** Lets so much time pass, when it has been begun to wait so often. */
  pass(ms: number, begun?: number): Promise<void>
}

/** Longer than words have to stand still, and shorter than a question lives. */
export const A_MOMENT = 1_000

export function createStillTimers(): StillTimers {
  const armed = new Set<{ due: number; run: () => void }>()
  const lengths: number[] = []
  let now = 0
  const begun = (ms = A_MOMENT) => lengths.filter((length) => length <= ms).length

  return {
    timers: {
      after(ms, run) {
        const one = { due: now + ms, run }
        armed.add(one)
        lengths.push(ms)
        return () => void armed.delete(one)
      },
    },
    begun,
    waiting: () => armed.size,
    async pass(ms, wanted = 0) {
      await expect.poll(() => begun(), { timeout: 20_000 }).toBeGreaterThanOrEqual(wanted)
      now += ms
      for (const one of armed) {
        if (one.due > now || !armed.delete(one)) continue
        one.run()
      }
    },
  }
}
