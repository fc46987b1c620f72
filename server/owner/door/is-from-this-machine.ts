/** Whether a request was made on this very machine, by nobody else's page. */
import type { Context } from 'hono'
import { addressOf } from './address-of.ts'

/**
 * A connection from this machine is not enough: a tunnel's agent connects from here for the whole
 * internet, and any web page can have its name resolve to 127.0.0.1.
 */
export function isFromThisMachine(c: Context, corsOrigins: readonly string[]): boolean {
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
