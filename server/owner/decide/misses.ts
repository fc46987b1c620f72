/** Links that nobody gave out are counted by whom they come from; those that were given out are let in whatever came before. */
import type { Context } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../door/admin-keys.ts'
import { addressOf } from '../door/address-of.ts'

const MOST = { points: 20, duration: 60 }
/** Whoever comes from more networks shares what is left. */
const MOST_NETWORKS = 10_000

/** Gives what counts a miss, and tells how many seconds are to be waited; null for none. */
export function createMisses(): (c: Context) => Promise<number | null> {
  const limiter = new RateLimiterMemory(MOST)
  const seen = new Set<string>()

  function counted(network: string): string {
    if (seen.has(network)) return network
    if (seen.size >= MOST_NETWORKS) return 'the rest'
    seen.add(network)
    setTimeout(() => seen.delete(network), MOST.duration * 1000).unref()
    return network
  }

  return async function miss(c) {
    try {
      await limiter.consume(counted(networkOf(addressOf(c) ?? 'unknown')))
      return null
    } catch (limit) {
      if (limit instanceof RateLimiterRes) return MOST.duration
      throw limit
    }
  }
}
