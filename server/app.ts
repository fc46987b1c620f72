/** Everything over HTTP: the same app in production, in tests and behind the phone. */
import { Hono, type Context } from 'hono'
import { requestId } from 'hono/request-id'
import type { Logger } from 'pino'
import type { Database } from '../storage/database.ts'
import { createHealth } from './watch/health.ts'

/** A part of the app that is an app of its own. */
export interface Room {
  fetch(request: Request, env: object): Response | Promise<Response>
}

export interface AppDependencies {
  /** What Twilio posts to. */
  webhooks: Hono
  database: Database
  /** Everything else, closed to all but the owner. Loaded when it is first asked for: it takes 20 MB. */
  management: () => Promise<Room>
  /** The owner's pages, for a browser. Loaded as late. */
  console: () => Promise<Room>
  log: Logger
}

export function createApp(deps: AppDependencies): Hono {
  const app = new Hono()
  const management = once(() => deps.management())
  const pages = once(() => deps.console())

  app.use(requestId())
  app.route('/twilio', deps.webhooks)
  app.all('/twilio/*', (c) => c.text('There is nothing here\n', 404))
  app.route('/', createHealth(deps.database))
  app.all('/console/*', (c) => enter(pages, c))
  app.all('*', (c) => enter(management, c))
  app.onError((error, c) => {
    deps.log.error(
      { err: error, request_id: c.get('requestId'), route: c.req.routePath },
      'request failed',
    )
    return c.text('Something went wrong on our side\n', 500)
  })
  return app
}

async function enter(room: () => Promise<Room>, c: Context): Promise<Response> {
  const env = { ...(c.env as object), requestId: c.get('requestId') }
  return (await room()).fetch(c.req.raw, env)
}

function once<Result>(load: () => Result): () => Result {
  let loaded: Result | undefined
  return () => (loaded ??= load())
}
