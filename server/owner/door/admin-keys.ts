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
/** And of how many addresses they are counted: whoever comes from more shares what is left. */
const MOST_ADDRESSES = 10_000

export function createAdminKeys(adminKeys: readonly string[]): AdminKeys {
  const digests = adminKeys.map(digest)
  const wrongKeys = new RateLimiterMemory(MOST_WRONG_KEYS)
  const seen = new Set<string>()

  // Looks at each of them: how long it takes tells nothing about which fits.
  function isOneOfThem(key: string): boolean {
    const given = digest(key)
    return digests.filter((known) => timingSafeEqual(given, known)).length > 0
  }

  function counted(network: string): string {
    const known = seen.has(network)
    if (!known && seen.size >= MOST_ADDRESSES) return 'the rest'
    if (!known) {
      seen.add(network)
      setTimeout(() => seen.delete(network), MOST_WRONG_KEYS.duration * 1000).unref()
    }
    return network
  }

  return {
    areSet: digests.length > 0,
    async refusal(key, address) {
      // A right key is let in whatever came from its address before: behind a proxy all have the same.
      if (isOneOfThem(key)) return null
      try {
        await wrongKeys.consume(counted(networkOf(address)))
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

/** Of IPv6 somebody has a whole network, of 64 bits at least. https://www.rfc-editor.org/rfc/rfc6177 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':')
}

/** Of the same length whatever the key, so that comparing takes the same time. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
