/** Who has signed in to the console: a cookie that means something only as long as the server remembers it. */
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { keyLabel, sessionId } from './session-key.ts'

/** Where sessions are kept, by every instance the same. Times are UTC, ISO 8601. */
export interface SessionStore {
  begin(session: {
    id: string
    key_label: string
    begun_at: string
    expires_at: string
  }): Promise<void>
  /** Which of these go on at that moment. */
  goingOn(ids: readonly string[], at: string): Promise<ReadonlySet<string>>
  end(ids: readonly string[]): Promise<void>
  endAll(): Promise<void>
}

export interface SessionDependencies {
  store: SessionStore
  adminKeys: readonly string[]
  /** Whether browsers reach us by https only. */
  isSecure: boolean
  now(): Date
}

export interface Sessions {
  /** Signs in whoever has given this key; the session that his browser had before ends. */
  begin(c: Context, key: string): Promise<void>
  end(c: Context): Promise<void>
  /** Of every browser, and of every key. */
  endAll(c: Context): Promise<void>
  isSignedIn(c: Context): Promise<boolean>
  /** Whether a browser brings one, valid or not. */
  isBrought(c: Context): boolean
  /** The ids that what a browser brings may have; none where it is no session of ours. */
  idsOf(c: Context): string[]
  /** Which of these go on. */
  goingOn(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Told at once of what ends in this process; of another's, `goingOn` tells. */
  onEnded(told: () => void): () => void
}

const HOURS = 12
const LASTS_MS = HOURS * 60 * 60 * 1000

/** When it ends, and 32 random bytes. */
const COOKIE = /^(\d{1,15})\.[\w-]{43}$/

/** `deps.adminKeys` without a key: nobody is ever signed in. */
export function createSessions(deps: SessionDependencies): Sessions {
  const { store, adminKeys, isSecure, now } = deps
  // Such a name no other host of the domain can set: https://www.rfc-editor.org/rfc/rfc6265#section-4.1.3
  const name = isSecure ? '__Host-console' : 'console'
  const listeners = new Set<() => void>()

  function idsOf(c: Context): string[] {
    const cookie = getCookie(c, name) ?? ''
    const [, until] = COOKIE.exec(cookie) ?? []
    if (until === undefined || Number(until) <= now().getTime()) return []
    return adminKeys.map((key) => sessionId(cookie, key))
  }

  const goingOn = async (ids: readonly string[]): Promise<ReadonlySet<string>> =>
    ids.length === 0 ? new Set() : store.goingOn(ids, now().toISOString())

  async function forget(c: Context, ending: () => Promise<void>): Promise<void> {
    await ending()
    deleteCookie(c, name, { path: '/', secure: isSecure })
    for (const told of listeners) told()
  }

  return {
    idsOf,
    goingOn,
    async begin(c, key) {
      const before = idsOf(c)
      if (before.length > 0) await store.end(before)
      const begun = now().getTime()
      const cookie = `${begun + LASTS_MS}.${randomBytes(32).toString('base64url')}`
      await store.begin({
        id: sessionId(cookie, key),
        key_label: keyLabel(key),
        begun_at: new Date(begun).toISOString(),
        expires_at: new Date(begun + LASTS_MS).toISOString(),
      })
      setCookie(c, name, cookie, {
        httpOnly: true,
        secure: isSecure,
        sameSite: 'Strict',
        path: '/',
        maxAge: LASTS_MS / 1000,
      })
    },
    end: (c) => forget(c, async () => store.end(idsOf(c))),
    endAll: (c) => forget(c, store.endAll),
    isBrought: (c) => getCookie(c, name) !== undefined,
    isSignedIn: async (c) => (await goingOn(idsOf(c))).size > 0,
    onEnded(told) {
      listeners.add(told)
      return () => void listeners.delete(told)
    },
  }
}
