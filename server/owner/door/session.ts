/** Who has signed in to the console: a cookie that every instance can check and that ends with its key. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export interface SessionDependencies {
  adminKeys: string[]
  /** The address that browsers know us by. */
  baseUrl: string
  now(): Date
}

export interface Sessions {
  /** Signs in whoever has given this key. */
  begin(c: Context, key: string): void
  end(c: Context): void
  isSignedIn(c: Context): boolean
  /** Whether the request comes from a page of ours: what another site's page sends is not the owner's wish. */
  isFromOurPage(c: Context): boolean
}

const HOURS = 12

/** `deps.adminKeys` without a key: nobody is ever signed in. */
export function createSessions({ adminKeys, baseUrl, now }: SessionDependencies): Sessions {
  const secure = baseUrl.startsWith('https:')
  // Such a name no other host of the domain can set: https://www.rfc-editor.org/rfc/rfc6265#section-4.1.3
  const name = secure ? '__Host-console' : 'console'
  const secrets = adminKeys.map(secretOf)

  return {
    begin(c, key) {
      const until = String(now().getTime() + HOURS * 60 * 60 * 1000)
      setCookie(c, name, `${until}.${sign(until, secretOf(key))}`, {
        httpOnly: true,
        secure,
        sameSite: 'Strict',
        path: '/',
        maxAge: HOURS * 60 * 60,
      })
    },
    end(c) {
      deleteCookie(c, name, { path: '/', secure })
    },
    isSignedIn(c) {
      const [until = '', signature = ''] = (getCookie(c, name) ?? '').split('.')
      if (!/^\d{1,15}$/.test(until) || Number(until) <= now().getTime()) return false
      return secrets.filter((secret) => isSame(signature, sign(until, secret))).length > 0
    },
    isFromOurPage(c) {
      const site = c.req.header('sec-fetch-site')
      if (site !== undefined) return site === 'same-origin'
      // Older browsers: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
      const origin = c.req.header('origin')
      const ours = [new URL(baseUrl).origin, new URL(c.req.url).origin]
      return origin !== undefined && ours.includes(origin)
    },
  }
}

/** Not the key itself, so that a signature tells nothing about what opens the API. */
function secretOf(key: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'voice-concierge console session', 32))
}

function sign(text: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
