/** The owner's keys: which opens, and how often an address may try a wrong one. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { KeyRefusal } from './refusal.ts'

export interface AdminKeys {
  /** Whether there is any. */
  areSet: boolean
  /** Why this key opens nothing; null where it does. Wrong ones are counted against the address. */
  refusal(key: string, address: string): Promise<KeyRefusal | null>
}

/** Wrong keys from one address, before it has to wait. */
const MOST_WRONG_KEYS = { points: 10, duration: 60 }

export function createAdminKeys(adminKeys: readonly string[]): AdminKeys {
  const digests = adminKeys.map(digest)
  const wrongKeys = new RateLimiterMemory(MOST_WRONG_KEYS)

  // Looks at each of them: how long it takes tells nothing about which fits.
  function isOneOfThem(key: string): boolean {
    const given = digest(key)
    return digests.filter((known) => timingSafeEqual(given, known)).length > 0
  }

  return {
    areSet: digests.length > 0,
    async refusal(key, address) {
      // A right key is let in whatever came from its address before: behind a proxy all have the same.
      if (isOneOfThem(key)) return null
      try {
        await wrongKeys.consume(address)
        return { why: 'wrong key' }
      } catch (limit) {
        if (!(limit instanceof RateLimiterRes)) throw limit
        // It counts by timers, but tells the rest by a clock, which may have stepped.
        const seconds = Math.ceil(limit.msBeforeNext / 1000)
        return {
          why: 'too many wrong keys',
          seconds: Math.min(Math.max(seconds, 1), MOST_WRONG_KEYS.duration),
        }
      }
    },
  }
}

/** Of the same length whatever the key, so that comparing takes the same time. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
