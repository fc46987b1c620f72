/** An address as people paste it: without its scheme, with slashes at the end, with blanks around. */

export type Read<Value> = { value: Value } | { problem: string }

/** Reached without TLS, as servers at home and in a cluster are. */
const NEARBY =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[|[^.:/]+:\d+(?:\/|$)|[^/:]+\.(?:local|internal|lan)(?:[:/]|$))/i

/** What it takes as an address over HTTP. No problem repeats what was pasted: it may have a key in it. */
export function readPastedUrl(written: string, example: string): Read<URL> {
  const trimmed = written.trim()
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
  const scheme = NEARBY.test(trimmed) ? 'http' : 'https'
  const url = URL.parse(hasScheme ? trimmed : `${scheme}://${trimmed}`)
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(trimmed))
    return { problem: `give the address of the API, like ${example}` }
  if (url.username || url.password)
    return {
      problem: 'leave user and password out of the address: the key has a setting of its own',
    }
  // Where a server listens on everything it is still at one address.
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  url.hash = ''
  // Doubled slashes come of gluing addresses together.
  url.pathname = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return { value: url }
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
