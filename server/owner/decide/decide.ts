/** Where the links of a notice lead: what is in such a link is the right to one choice about one call, and to no other. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { OwnerChoice } from '../../../machines/call.ts'
import type { Queries } from '../../../storage/database.ts'
import { findDecisionTokens, type DecidableCall } from '../../../storage/notices/decision-tokens.ts'
import { hashOfToken, isToken } from '../../basics/secret-token.ts'
import type { Deciding } from '../../calls/decide.ts'
import { identify, type Identified } from '../door/identify.ts'
import { tellFailure } from '../tell-failure.ts'
import { createMisses } from './misses.ts'
import { LET_THROUGH } from '../../words/standing-words.ts'
import { decidePage, passPage, plainPage, type PageCall } from './page.ts'

export interface DecideDependencies {
  queries: Queries
  deciding: Deciding
  /** What is shown of a call, where its notice may say as much. */
  tell(call: DecidableCall): Promise<PageCall>
  /** Lets whoever calls from there through for a while; once, however often it is wished. */
  letThrough(phoneNumber: string): Promise<void>
  now(): Date
  log: Logger
}

/** Of one link: there are no more choices. */
const MOST_TOKENS = 8

interface Right {
  token: string
  choice: OwnerChoice
  call: DecidableCall
}

const NOTHING = 'This link leads nowhere any more.'

/** What is about calls to come is dead with no call: it lives for a day. */
const PASS_LINK_MS = 24 * 60 * 60 * 1000

export function createDecide(deps: DecideDependencies) {
  const { queries, deciding, tell, letThrough, now, log } = deps
  const app = new Hono<Identified>()
  const misses = createMisses()
  app.use(identify)
  app.use(headers)
  app.use(bodyLimit({ maxSize: 4 * 1024, onError: (c) => c.text('That is too much\n', 413) }))

  /** What the tokens give, all of one call: none where any of them is not known. */
  async function rightsOf(tokens: string[]): Promise<Right[]> {
    if (tokens.length > MOST_TOKENS || !tokens.every(isToken)) return []
    const byHash = new Map(tokens.map((token) => [hashOfToken(token), token]))
    const found = await findDecisionTokens(queries, [...byHash.keys()])
    if (found.length < byHash.size || new Set(found.map(({ id }) => id)).size > 1) return []
    const order = [...byHash.keys()]
    return found
      .toSorted((a, b) => order.indexOf(a.hash) - order.indexOf(b.hash))
      .map((call) => ({
        token: byHash.get(call.hash)!,
        choice: call.choice as OwnerChoice,
        call,
      }))
  }

  // Programs fetch what is linked, to show it or to look whether it is safe: nothing is decided by that.
  app.get('/decide/:tokens', async (c) => {
    const rights = await rightsOf(c.req.param('tokens').split('.'))
    const [first] = rights
    if (!first) return nothingThere(c)
    if (isPass(first)) {
      return isAlive(first)
        ? c.html(passPage({ call: await tell(first.call), action: first.token }))
        : nothingThere(c)
    }
    const { state, possible } = deciding.standing(first.call)
    return c.html(
      decidePage({
        call: await tell(first.call),
        state,
        buttons: rights
          .filter(({ choice }) => possible.includes(choice))
          .map(({ token, choice }) => ({ action: token, choice })),
        isKept: true,
      }),
    )
  })

  app.post('/decide/:token', async (c) => {
    const [right] = await rightsOf([c.req.param('token')])
    if (!right) return nothingThere(c)
    const { choice, call } = right
    if (isPass(right)) {
      if (!isAlive(right)) return nothingThere(c)
      await letThrough(call.caller_id)
      return c.html(passPage({ call: await tell(call), action: null }))
    }
    const { how, standing } = await deciding.decide({
      callSid: call.call_sid,
      choice,
      token: call.hash,
      requestId: c.get('requestId'),
    })
    if (!standing) return nothingThere(c)
    const asItIs = { ...call, ...standing.call }
    const page = decidePage({
      call: await tell(asItIs),
      state: standing.state,
      ...(how === 'done' ? { done: choice } : {}),
      buttons: [],
      isKept: false,
    })
    // An app that posts for the owner shows that it did not work.
    return c.html(page, how === 'done' ? 200 : 409)
  })

  function isAlive({ call }: Right): boolean {
    return now().getTime() - Date.parse(call.made_at) < PASS_LINK_MS
  }

  async function nothingThere(c: Parameters<typeof misses>[0]): Promise<Response> {
    const seconds = await misses(c)
    if (seconds === null) return c.html(plainPage(NOTHING), 404)
    c.header('retry-after', String(seconds))
    return c.html(plainPage('Too many links that lead nowhere: try again in a minute.'), 429)
  }

  app.notFound((c) => nothingThere(c))
  app.onError((error, c) => {
    tellFailure(log, c, error)
    return c.html(plainPage('That did not work: try again in a moment.'), 500)
  })
  return app
}

/** Not about the call, but about those to come. */
function isPass({ call }: Right): boolean {
  return call.choice === LET_THROUGH
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // The address is the right itself.
  referrerPolicy: 'no-referrer',
})
