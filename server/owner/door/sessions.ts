/** Who has signed in to the console: a cookie that every instance can check and that ends with its key. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export interface SessionDependencies {
  adminKeys: readonly string[]
  /** Whether browsers reach us by https only. */
  isSecure: boolean
  now(): Date
}

export interface Sessions {
  /** Signs in whoever has given this key. */
  begin(c: Context, key: string): void
  end(c: Context): void
  isSignedIn(c: Context): boolean
  /** Whether a browser brings one, valid or not. */
  isBrought(c: Context): boolean
}

const HOURS = 12

/** `deps.adminKeys` without a key: nobody is ever signed in. */
export function createSessions({ adminKeys, isSecure, now }: SessionDependencies): Sessions {
  // Such a name no other host of the domain can set: https://www.rfc-editor.org/rfc/rfc6265#section-4.1.3
  const name = isSecure ? '__Host-console' : 'console'
  const secrets = adminKeys.map(secretOf)

  return {
    begin(c, key) {
      const until = String(now().getTime() + HOURS * 60 * 60 * 1000)
      setCookie(c, name, `${until}.${sign(until, secretOf(key))}`, {
        httpOnly: true,
        secure: isSecure,
        sameSite: 'Strict',
        path: '/',
        maxAge: HOURS * 60 * 60,
      })
    },
    end(c) {
      deleteCookie(c, name, { path: '/', secure: isSecure })
    },
    isBrought: (c) => getCookie(c, name) !== undefined,
    isSignedIn(c) {
      const [until = '', signature = ''] = (getCookie(c, name) ?? '').split('.')
      if (!/^\d{1,15}$/.test(until) || Number(until) <= now().getTime()) return false
      return secrets.filter((secret) => isSame(signature, sign(until, secret))).length > 0
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
