/** The owner's door, one for all that is his: who may come in, by key, by session, or from this very machine. */
import type { Context } from 'hono'
import type { Logger } from 'pino'
import { addressOf } from './address-of.ts'
import { createAdminKeys } from './admin-keys.ts'
import { isFromOurPage } from './is-from-our-page.ts'
import { isFromThisMachine } from './is-from-this-machine.ts'
import type { KeyRefusal, Refusal } from './refusal.ts'
import { createWrongKeyLog } from './wrong-key-log.ts'
import { createSessions, type SessionStore, type Sessions } from './sessions.ts'

export interface DoorDependencies {
  /** Any of them opens. None: whoever is on this machine may, and nobody else. */
  adminKeys: readonly string[]
  /** The address that browsers know us by. */
  baseUrl: string
  /** Where it stands who has signed in. */
  sessions: SessionStore
  now(): Date
  log: Logger
}

export interface Door {
  /**
   * Why a request is not let in that bears this key, or none and perhaps a session; null where it is.
   * `corsOrigins`: of pages of other servers that may ask where no key is set.
   */
  refusal(
    c: Context,
    asking: { key: string | null; corsOrigins: readonly string[] },
  ): Promise<Refusal | null>
  /** Why a page of the console is refused whoever asks, signed in or not; null where it is not. */
  pageRefusal(c: Context): Refusal | null
  /** Begins a session, for whoever has a right key. */
  signIn(c: Context, key: string): Promise<KeyRefusal | null>
  signOut(c: Context): Promise<void>
  /** Every browser, wherever it is. */
  signOutEverywhere(c: Context): Promise<void>
  isSignedIn(c: Context): Promise<boolean>
  /** Of those who stay for long: whom a request is of, and who is still in. */
  sessions: Pick<Sessions, 'idsOf' | 'goingOn' | 'onEnded'>
  /** Whether a browser that has just signed in has not kept its session. */
  hasLostSession(c: Context): boolean
  /**
   * Our public address without its scheme, where browsers keep a session only that comes by https;
   * null where they keep any.
   */
  httpsAt: string | null
  /** False for everybody where no key is set. */
  mustSignIn(c: Context): Promise<boolean>
  /** Whether any key is set. */
  needsKey: boolean
}

export function createDoor(deps: DoorDependencies): Door {
  const { adminKeys, baseUrl, now, log } = deps
  const keys = createAdminKeys(adminKeys)
  const tellWrongKey = createWrongKeyLog(log)
  // A scheme may be in capitals.
  const isSecure = /^https:/i.test(baseUrl)
  const sessions = createSessions({ store: deps.sessions, adminKeys, isSecure, now })

  async function keyRefusal(c: Context, key: string): Promise<KeyRefusal | null> {
    const address = addressOf(c) ?? 'unknown'
    const refusal = await keys.refusal(key, address)
    // Not the path: it may have a number in it.
    if (refusal) tellWrongKey(address, { request_id: c.get('requestId') })
    return refusal
  }

  function unlessFromHere(c: Context, corsOrigins: readonly string[]): Refusal | null {
    return isFromThisMachine(c, corsOrigins) ? null : { why: 'not this machine' }
  }

  function unlessFromOurPage(c: Context): Refusal | null {
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
    return isReading || isFromOurPage(c, baseUrl) ? null : { why: 'not our page' }
  }

  return {
    async refusal(c, { key, corsOrigins }) {
      if (!keys.areSet) return unlessFromHere(c, corsOrigins)
      if (key !== null) return keyRefusal(c, key)
      return (await sessions.isSignedIn(c)) ? unlessFromOurPage(c) : { why: 'no key' }
    },
    pageRefusal: (c) => (keys.areSet ? unlessFromOurPage(c) : unlessFromHere(c, [])),
    async signIn(c, key) {
      const refusal = await keyRefusal(c, key)
      if (!refusal) await sessions.begin(c, key)
      return refusal
    },
    signOut: sessions.end,
    signOutEverywhere: sessions.endAll,
    sessions,
    isSignedIn: sessions.isSignedIn,
    hasLostSession: (c) => !sessions.isBrought(c) && comesFromSignIn(c.req.header('referer')),
    httpsAt: isSecure ? baseUrl.replace(/^https:\/\//i, '').replace(/\/$/, '') : null,
    needsKey: keys.areSet,
    mustSignIn: async (c) => keys.areSet && !(await sessions.isSignedIn(c)),
  }
}

/** A browser names the page of the form on the whole way that its answer leads. */
function comesFromSignIn(referer = ''): boolean {
  return URL.canParse(referer) && new URL(referer).pathname.endsWith('/console/sign-in')
}
