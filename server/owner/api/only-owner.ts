/** The management API's side of the door: closed to everybody who does not have the key. */
import type { MiddlewareHandler } from 'hono'
import type { Door } from '../door/door.ts'
import type { Identified } from '../door/identify.ts'
import type { Refusal } from '../door/refusal.ts'
import { Problem } from './problem.ts'

export interface Admission {
  door: Pick<Door, 'refusal'>
  /** Browsers are served there, which can ask for a name and a password only. */
  isForBrowsers(path: string): boolean
  /** Pages of other servers that may use the API from a browser. */
  corsOrigins: readonly string[]
}

export function onlyOwner(admission: Admission): MiddlewareHandler<Identified> {
  const { door, isForBrowsers, corsOrigins } = admission

  return async function admit(c, next) {
    const forBrowsers = isForBrowsers(c.req.path)
    const key = keyOf(c.req.header('authorization'), forBrowsers)
    const refusal = await door.refusal(c, { key, corsOrigins })
    if (refusal) throw problemOf(refusal, forBrowsers)
    return next()
  }
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

function problemOf(refusal: Refusal, forBrowsers: boolean): Problem {
  const [status, detail] = SAID[refusal.why]
  if (refusal.why === 'too many wrong keys')
    return new Problem(status, `${detail}: try again in ${refusal.seconds} s`, {
      headers: { 'retry-after': String(refusal.seconds) },
    })
  const scheme = forBrowsers ? 'Basic realm="ADMIN_API_KEY as password"' : 'Bearer'
  return new Problem(status, detail, {
    headers: status === 401 ? { 'www-authenticate': scheme } : {},
  })
}

const SAID: Record<Refusal['why'], [401 | 403 | 429, string]> = {
  'not this machine': [403, 'Only this machine is served without a key: set ADMIN_API_KEY'],
  'not our page': [403, 'The console is changed from its own pages only: send the key instead'],
  'no key': [401, 'Send the header Authorization: Bearer ADMIN_API_KEY'],
  'wrong key': [401, 'The key is not one of those in ADMIN_API_KEY'],
  'too many wrong keys': [429, 'Too many wrong keys'],
}
