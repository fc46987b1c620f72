/** The owner's part of the server: closed to everybody who does not have the key. */
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Sessions } from './session.ts'
import { createAdminKeys } from './admin-keys.ts'
import { isFromThisMachine } from './from-this-machine.ts'
import { Problem } from '../api/problem.ts'
import type { ManagementEnv } from '../api/routes.ts'

export interface Admission {
  /** Any of them opens. None: whoever is on this machine may, and nobody else. */
  adminKeys: string[]
  /** Whoever has signed in to the console needs no other key. */
  sessions: Pick<Sessions, 'isSignedIn' | 'isFromOurPage'>
  /** Browsers are served there, which can ask for a name and a password only. */
  isForBrowsers(path: string): boolean
  /** Pages of other servers that may use the API from a browser. */
  corsOrigins: string[]
  log: Logger
}

export function onlyOwner({
  adminKeys,
  sessions,
  isForBrowsers,
  corsOrigins,
  log,
}: Admission): MiddlewareHandler<ManagementEnv> {
  const keys = createAdminKeys(adminKeys)

  return async function admit(c, next) {
    if (!keys.areSet) {
      if (!isFromThisMachine(c, corsOrigins))
        throw new Problem(403, 'Only this machine is served without a key: set ADMIN_API_KEY')
      return next()
    }
    const key = keyOf(c.req.header('authorization'), isForBrowsers(c.req.path))
    // A right key is let in whatever came from its address before: behind a proxy all have the same.
    if (key !== null && keys.open(key)) return next()
    if (key === null && sessions.isSignedIn(c)) {
      if (!isReading(c.req.method) && !sessions.isFromOurPage(c))
        throw new Problem(
          403,
          'The console is changed from its own pages only: send the key instead',
        )
      return next()
    }
    const scheme = isForBrowsers(c.req.path) ? 'Basic realm="ADMIN_API_KEY as password"' : 'Bearer'
    const headers = { 'www-authenticate': scheme }
    if (key === null)
      throw new Problem(401, 'Send the header Authorization: Bearer ADMIN_API_KEY', { headers })
    // Not the path: it may have a number in it.
    log.warn({ request_id: c.get('requestId') }, 'wrong key')
    await keys.countWrongKey(c)
    throw new Problem(401, 'The key is not one of those in ADMIN_API_KEY', { headers })
  }
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
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
