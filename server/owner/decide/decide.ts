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
import { decidePage, plainPage, type PageCall } from './page.ts'

export interface DecideDependencies {
  queries: Queries
  deciding: Deciding
  /** What is shown of a call, where its notice may say as much. */
  tell(call: DecidableCall): Promise<PageCall>
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

export function createDecide({ queries, deciding, tell, log }: DecideDependencies) {
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
    const { how, standing } = await deciding.decide({
      callSid: call.call_sid,
      choice,
      token: call.hash,
      requestId: c.get('requestId'),
    })
    if (!standing) return nothingThere(c)
    const now = { ...call, ...standing.call }
    const page = decidePage({
      call: await tell(now),
      state: standing.state,
      ...(how === 'done' ? { done: choice } : {}),
      buttons: [],
      isKept: false,
    })
    // An app that posts for the owner shows that it did not work.
    return c.html(page, how === 'done' ? 200 : 409)
  })

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
