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
  const scheme = forBrowsers ? 'Basic realm="ADMIN_API_KEY as password"' : 'Bearer'
  const headers = { 'www-authenticate': scheme }
  switch (refusal.why) {
    case 'not this machine':
      return new Problem(403, 'Only this machine is served without a key: set ADMIN_API_KEY')
    case 'not our page':
      return new Problem(
        403,
        'The console is changed from its own pages only: send the key instead',
      )
    case 'no key':
      return new Problem(401, 'Send the header Authorization: Bearer ADMIN_API_KEY', { headers })
    case 'wrong key':
      return new Problem(401, 'The key is not one of those in ADMIN_API_KEY', { headers })
    case 'too many wrong keys':
      return new Problem(429, `Too many wrong keys: try again in ${refusal.seconds} s`, {
        headers: { 'retry-after': String(refusal.seconds) },
      })
  }
}
