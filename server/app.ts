/** Everything over HTTP: the same app in production, in tests and behind the phone. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import type { Logger } from 'pino'
import { tellFailure } from './owner/tell-failure.ts'
import { wantsPage } from './basics/wants-page.ts'
import { createHealth, type HealthDependencies } from './watch/health.ts'

/** A part of the app that is an app of its own. */
export interface Room {
  fetch(request: Request, env: object): Response | Promise<Response>
}

export interface ManagementRoom extends Room {
  /** Whether there is anything at this path. */
  knows(path: string): boolean
}

export interface AppDependencies extends HealthDependencies {
  /** What Twilio posts to. */
  webhooks: Hono
  /** Everything else, closed to all but the owner. */
  management(): Promise<ManagementRoom>
  /** Where the links of notices lead. */
  decide(): Promise<Room>
  /** The owner's pages, for a browser; and the one that says where they are, whatever the path. */
  console(): Promise<Room>
  log: Logger
}

export function createApp(deps: AppDependencies): Hono {
  const app = new Hono()

  app.use(requestId())
  app.use(notStored)
  app.route('/twilio', deps.webhooks)
  app.all('/twilio/*', async (c) =>
    wantsPage(c.req.raw) ? enter(deps.console, c) : c.text('There is nothing here\n', 404),
  )
  app.get('/', (c, next) => {
    c.header('vary', 'Accept')
    return wantsPage(c.req.raw) ? enter(deps.console, c) : next()
  })
  app.route('/', createHealth(deps))
  app.all('/console/*', (c) => enter(deps.console, c))
  app.all('/decide/*', (c) => enter(deps.decide, c))
  app.all('*', async (c) => {
    const management = await deps.management()
    const isPage = wantsPage(c.req.raw) && !management.knows(c.req.path)
    return enter(isPage ? deps.console : deps.management, c)
  })
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return error.getResponse()
    tellFailure(deps.log, c, error)
    return c.text('Something went wrong on our side\n', 500)
  })
  return app
}

/**
 * Nothing is kept by browsers and what is between: what there is to know here is private. Only files of which an
 * answer says how long they may be kept are. https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5
 */
const notStored: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}

async function enter(room: () => Promise<Room>, c: Context): Promise<Response> {
  const env = { ...(c.env as object), requestId: c.get('requestId') }
  return (await room()).fetch(c.req.raw, env)
}
