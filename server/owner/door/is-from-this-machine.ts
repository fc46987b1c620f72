/** Whether a request was made on this very machine, by nobody else's page. */
import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { addressOf } from './address-of.ts'

/** What proxies, tunnels and content networks add; none of it is sent by a browser or a program of this machine. */
const ADDED_ON_THE_WAY =
  /^(forwarded|via|cdn-loop|client-ip|x-real-ip|(true|fastly|x|x-cluster)-client-ip|(x-forwarded|x-original|x-envoy|x-arr|x-azure|x-appengine|x-proxy|cf|fly|ngrok|tailscale)(-.*)?)$/

/**
 * A connection from this machine is not enough: a tunnel's agent connects from here for the whole
 * internet, and any web page can have its name resolve to 127.0.0.1.
 */
export function isFromThisMachine(c: Context, corsOrigins: readonly string[]): boolean {
  const address = addressOf(c)
  const host = `http://${c.req.header('host')}`
  const origin = c.req.header('origin') ?? host
  return (
    address !== undefined &&
    /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address) &&
    !isPassedOn(c) &&
    isLoopbackHost(host) &&
    (origin === host || corsOrigins.includes(origin))
  )
}

function isPassedOn(c: Context): boolean {
  const { incoming } = c.env as { incoming?: Pick<IncomingMessage, 'httpVersion'> }
  // Nginx speaks HTTP/1.0 to what is behind it, and adds nothing, unless it is told otherwise:
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version
  if (incoming?.httpVersion === '1.0') return true
  return [...c.req.raw.headers.keys()].some((name) => ADDED_ON_THE_WAY.test(name))
}

function isLoopbackHost(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
