/** The owner's keys: which opens, and how often an address may try a wrong one. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../api/problem.ts'

export interface AdminKeys {
  /** Whether there is any. */
  areSet: boolean
  open(key: string): boolean
  /** Rejects with a `Problem` of status 429 where the address has to wait. */
  countWrongKey(c: Context): Promise<void>
}

/** Wrong keys from one address, before it has to wait. */
const MOST_WRONG_KEYS = { points: 10, duration: 60 }

export function createAdminKeys(adminKeys: string[]): AdminKeys {
  const digests = adminKeys.map(digest)
  const wrongKeys = new RateLimiterMemory(MOST_WRONG_KEYS)
  return {
    areSet: digests.length > 0,
    // Looks at each of them: how long it takes tells nothing about which fits.
    open(key) {
      const given = digest(key)
      return digests.filter((known) => timingSafeEqual(given, known)).length > 0
    },
    async countWrongKey(c) {
      try {
        await wrongKeys.consume(addressOf(c) ?? 'unknown')
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const seconds = Math.ceil(error.msBeforeNext / 1000)
        throw new Problem(429, `Too many wrong keys: try again in ${seconds} s`, {
          headers: { 'retry-after': String(seconds) },
        })
      }
    },
  }
}

/** Of the same length whatever the key, so that comparing takes the same time. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

export function addressOf(c: Context): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown }
  return incoming ? getConnInfo(c).remote.address : undefined
}
