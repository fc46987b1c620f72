/** Everything over HTTP: the same app in production, in tests and behind the phone. */
import { Hono, type Context } from 'hono'
import { requestId } from 'hono/request-id'
import type { Logger } from 'pino'
import { createHealth, type HealthDependencies } from './watch/health.ts'

/** A part of the app that is an app of its own. */
export interface Room {
  fetch(request: Request, env: object): Response | Promise<Response>
}

export interface AppDependencies extends HealthDependencies {
  /** What Twilio posts to. */
  webhooks: Hono
  /** Everything else, closed to all but the owner. */
  management(): Promise<Room>
  /** The owner's pages, for a browser. */
  console(): Promise<Room>
  log: Logger
}

export function createApp(deps: AppDependencies): Hono {
  const app = new Hono()

  app.use(requestId())
  app.route('/twilio', deps.webhooks)
  app.all('/twilio/*', (c) => c.text('There is nothing here\n', 404))
  app.route('/', createHealth(deps))
  app.all('/console/*', (c) => enter(deps.console, c))
  app.all('*', (c) => enter(deps.management, c))
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
