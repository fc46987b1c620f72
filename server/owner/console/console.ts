/** The console: pages to watch, review and try the concierge, for the owner's browser. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { createAdminKeys } from '../door/admin-keys.ts'
import { isFromThisMachine } from '../door/from-this-machine.ts'
import type { Room } from '../../app.ts'
import type { Flow } from '../../../machines/flows.ts'
import type { Config } from '../../settings/config.ts'
import type { Database } from '../../../storage/database.ts'
import type { TakeTurn } from '../../calls/turn.ts'
import { createCall } from './call.ts'
import { createCalls } from './calls.ts'
import { createExceptionsPage } from './exceptions.ts'
import { createFlow } from './flow.ts'
import { createLive } from './live.ts'
import { createLiveStream } from './live-stream.ts'
import { createNumbers } from './numbers.ts'
import { createPhonePages } from './phone-page.ts'
import { createSessions } from '../door/session.ts'
import { createSignIn } from './sign-in.ts'

export interface ConsoleDependencies extends Config {
  database: Database
  /** The turn that real calls take. */
  turn: TakeTurn
  /** Brings a webhook of a call that is only played to this app, marked as such. */
  simulate(url: string, init: RequestInit): Response | Promise<Response>
  /** Every flow that a call can run; by default those of `machines/flows.ts`. */
  flows?: readonly Flow[]
  now(): Date
  log: Logger
}

export interface ConsoleEnv {
  Variables: { signedIn: boolean; requestId: string }
}

export type ConsolePages = Hono<ConsoleEnv>

const ASSETS = join(import.meta.dirname, 'assets')
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

export interface Console extends Room, Pick<Hono, 'routes'> {
  /** A browser listens for as long as it is let: without this a server would wait for it to stop. */
  endStreams(): void
}

export function createConsole(deps: ConsoleDependencies): Console {
  const keys = createAdminKeys(deps.adminKeys)
  const sessions = createSessions(deps)
  const pages: ConsolePages = new Hono()

  pages.use(async function identify(c, next) {
    c.set('requestId', (c.env as { requestId?: string }).requestId ?? crypto.randomUUID())
    await next()
    c.header('x-request-id', c.get('requestId'))
  })
  pages.use(strictHeaders)
  pages.use(async function admit(c, next) {
    if (!keys.areSet && !isFromThisMachine(c, [])) return c.text(NOT_FROM_HERE, 403)
    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (keys.areSet && changes && !sessions.isFromOurPage(c))
      return c.text('Only pages of the console may ask for that\n', 403)
    return next()
  })
  pages.get('/assets/:file{[a-z-]+\\.(css|js|svg)}', async (c) => {
    const file = c.req.param('file')
    const content = await readFile(join(ASSETS, file)).catch(() => null)
    if (content === null) return c.notFound()
    return c.body(content, 200, {
      'content-type': TYPES[file.split('.').at(-1)!]!,
      'cache-control': 'no-cache',
    })
  })
  pages.route('/', createSignIn({ keys, sessions, log: deps.log }))
  pages.use(async function onlySignedIn(c, next) {
    const signedIn = sessions.isSignedIn(c)
    c.set('signedIn', signedIn)
    if (!keys.areSet || signedIn) return next()
    if (c.req.header('accept')?.includes('text/html') !== true)
      return c.text('Sign in to the console\n', 401)
    return c.redirect(signInFrom(c.req.path), 303)
  })
  // Relative, as all links are: a proxy may serve us under a path of its own.
  pages.get('/', (c) => c.redirect(c.req.path.endsWith('/') ? 'calls' : 'console/calls', 303))

  const onFault = (error: unknown) => deps.log.error({ err: error }, 'calls not watched')
  const live = createLive(deps.database, onFault)
  pages.route('/', createLiveStream({ live, sessions: keys.areSet ? sessions : null, onFault }))

  // Pages
  pages.route('/', createCalls())
  pages.route('/', createCall(deps))
  pages.route('/', createExceptionsPage())
  pages.route('/', createFlow(deps))
  pages.route('/', createPhonePages(deps))
  pages.route('/', createNumbers())

  pages.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return error.getResponse()
    deps.log.error(
      { err: error, request_id: c.get('requestId'), route: c.req.routePath },
      'request failed',
    )
    return c.text('Something went wrong on our side: see the log\n', 500)
  })
  const { fetch, routes } = new Hono().route('/console', pages)
  return { fetch, routes, endStreams: live.end }
}

const NOT_FROM_HERE = 'Only this machine is served without a key: set ADMIN_API_KEY\n'

/** Nothing from elsewhere, nothing in line. https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP */
const strictHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
})

function signInFrom(path: string): string {
  const place = path.replace(/^\/console\/?/, '')
  const up = '../'.repeat(place.split('/').length - 1)
  const door = path === '/console' ? 'console/sign-in' : `${up}sign-in`
  return place === '' ? door : `${door}?next=${encodeURIComponent(place)}`
}
