/** The owner's part of the server: closed to everybody who does not have the key. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from './problem.ts'
import type { ManagementEnv } from './routes.ts'

export interface Admission {
  /** Any of them opens. None: whoever is on this machine may, and nobody else. */
  adminKeys: string[]
  /** Browsers are served there, which can ask for a name and a password only. */
  isForBrowsers(path: string): boolean
  /** Pages of other servers that may use the API from a browser. */
  corsOrigins: string[]
  log: Logger
}

/** Wrong keys from one address, before it has to wait. */
const MOST_WRONG_KEYS = { points: 10, duration: 60 }

export function onlyOwner({
  adminKeys,
  isForBrowsers,
  corsOrigins,
  log,
}: Admission): MiddlewareHandler<ManagementEnv> {
  const digests = adminKeys.map(digest)
  const wrongKeys = new RateLimiterMemory(MOST_WRONG_KEYS)

  return async function admit(c, next) {
    if (digests.length === 0) {
      if (!isFromThisMachine(c, corsOrigins))
        throw new Problem(403, 'Only this machine is served without a key: set ADMIN_API_KEY')
      return next()
    }
    const key = keyOf(c.req.header('authorization'), isForBrowsers(c.req.path))
    // A right key is let in whatever came from its address before: behind a proxy all have the same.
    if (key !== null && isOneOf(key, digests)) return next()
    const scheme = isForBrowsers(c.req.path) ? 'Basic realm="ADMIN_API_KEY as password"' : 'Bearer'
    const headers = { 'www-authenticate': scheme }
    if (key === null)
      throw new Problem(401, 'Send the header Authorization: Bearer ADMIN_API_KEY', { headers })
    // Not the path: it may have a number in it.
    log.warn({ request_id: c.get('requestId') }, 'wrong key')
    await countWrongKey(wrongKeys, addressOf(c) ?? 'unknown')
    throw new Problem(401, 'The key is not one of those in ADMIN_API_KEY', { headers })
  }
}

async function countWrongKey(wrongKeys: RateLimiterMemory, address: string): Promise<void> {
  try {
    await wrongKeys.consume(address)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.ceil(error.msBeforeNext / 1000)
    throw new Problem(429, `Too many wrong keys: try again in ${seconds} s`, {
      headers: { 'retry-after': String(seconds) },
    })
  }
}

/** Of the same length whatever the key, so that comparing takes the same time. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Looks at each of them: how long it takes tells nothing about which fits. */
function isOneOf(key: string, digests: Buffer[]): boolean {
  const given = digest(key)
  return digests.filter((known) => timingSafeEqual(given, known)).length > 0
}

function keyOf(authorization: string | undefined, orPassword: boolean): string | null {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+) *$/.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  if (orPassword && scheme.toLowerCase() === 'basic')
    return Buffer.from(credentials, 'base64')
      .toString()
      .replace(/^[^:]*:/, '')
  return null
}

function addressOf(c: Context): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown }
  return incoming ? getConnInfo(c).remote.address : undefined
}

/**
 * A connection from this machine is not enough: a tunnel's agent connects from here for the whole
 * internet, and any web page can have its name resolve to 127.0.0.1.
 */
function isFromThisMachine(c: Context, corsOrigins: string[]): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  )
  const address = addressOf(c)
  const host = `http://${c.req.header('host')}`
  const origin = c.req.header('origin') ?? host
  return (
    address !== undefined &&
    /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address) &&
    !isForwarded &&
    isLoopbackHost(host) &&
    (origin === host || corsOrigins.includes(origin))
  )
}

function isLoopbackHost(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
