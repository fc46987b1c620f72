/** The ways to spell the address that Twilio was given: it signs what was typed, we get what clients and proxies made of it. */
import { parse, stringify } from 'node:querystring'

interface Origin {
  scheme: string
  host: string
  /** With its colon; empty where none is named. */
  port: string
  path: string
}

/**
 * Credentials and a fragment are not signed. A port may be or not, for that of a call's https webhook is left out:
 * https://www.twilio.com/docs/usage/security#a-few-notes
 */
export function originsOf(baseUrl: string, host = ''): string[] {
  const { protocol, hostname, port, pathname } = new URL(baseUrl)
  const usual: Origin = {
    scheme: `${protocol}//`,
    host: hostname,
    port: port && `:${port}`,
    path: pathname,
  }
  const named = splitAddress(`//${host}`)?.host ?? ''
  const isOurs = named.toLowerCase() === hostname
  const origins = [
    usual,
    typedOrigin(baseUrl) ?? usual,
    ...(isOurs ? [{ ...usual, host: named }] : []),
  ]
  const other = protocol === 'https:' || protocol === 'wss:' ? ':443' : ':80'
  const spelled = origins.flatMap((origin) => [
    { ...origin, port: '' },
    { ...origin, port: origin.port || other },
  ])
  return unique(
    spelled.map((each) => each.scheme + each.host + each.port + each.path.replace(/\/$/, '')),
  )
}

/** As it stands in the settings, which is how it was given to Twilio too. */
function typedOrigin(baseUrl: string): Origin | null {
  const typed = splitAddress(baseUrl.replace(/^(https?|wss?):/i, (scheme) => scheme.toLowerCase()))
  return typed && { ...typed, path: typed.path.replace(/\/+$/, '') }
}

function splitAddress(url: string): Origin | null {
  const split = /^([a-z]*:?\/\/)(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(:\d*)?([^?#]*)/i.exec(url)
  if (!split) return null
  const [, scheme = '', host = '', port = '', path = ''] = split
  return { scheme, host, port: port === ':' ? '' : port, path }
}

/** What a URL escapes and people type: https://url.spec.whatwg.org/#query-percent-encode-set */
const TYPED = /%(?:2[27]|3[CE]|5E|60|7[BCD])/gi

/** Path and query as they came, as a URL has them, and as they may have been typed. Never throws. */
export function targetsOf(pathAndQuery: string): string[] {
  const url = URL.parse(pathAndQuery, 'http://host.invalid')
  const normal = url?.host === 'host.invalid' ? url.pathname + url.search : pathAndQuery
  const spelled = [pathAndQuery, normal].flatMap((each) => [
    each,
    each.replaceAll('%27', "'"),
    each.replace(TYPED, decodeURIComponent),
    unescaped(each),
  ])
  return unique([...spelled, ...[normal].map(requoted)])
}

/** With letters of all languages as they are. What was escaped twice, or is nothing, stays: it would be another. */
function unescaped(target: string): string {
  if (target.includes('%25')) return target
  try {
    return decodeURI(target)
  } catch {
    return target
  }
}

/** As Node's older module writes a query: some of Twilio's own requests are signed so, says its package. */
function requoted(target: string): string {
  const at = target.indexOf('?')
  if (at < 0 || at === target.length - 1) return target
  return `${target.slice(0, at)}?${stringify(parse(target.slice(at + 1)))}`
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)]
}
