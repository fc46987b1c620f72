/** Everything over HTTP: the same app in production, in tests and behind the phone. */
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import type { Logger } from 'pino'
import type { Database } from '../storage/database.ts'
import { createHealth } from './api/health.ts'
import { createWebhooks, type WebhookDependencies } from './twilio/webhooks.ts'

/** A part of the app that is an app of its own. */
export interface Room {
  fetch(request: Request, env: object): Response | Promise<Response>
}

export interface AppDependencies extends WebhookDependencies {
  database: Database
  /** Everything else, closed to all but the owner. Loaded when it is first asked for: it takes 20 MB. */
  management: () => Promise<Room>
  log: Logger
}

export function createApp(deps: AppDependencies): Hono {
  const app = new Hono()
  let loading: Promise<Room> | undefined
  const management = () => (loading ??= deps.management())

  app.use(requestId())
  app.route('/twilio', createWebhooks(deps))
  app.all('/twilio/*', (c) => c.text('There is nothing here\n', 404))
  app.route('/', createHealth(deps.database))
  app.all('*', async (c) =>
    (await management()).fetch(c.req.raw, { ...(c.env as object), requestId: c.get('requestId') }),
  )
  app.onError((error, c) => {
    deps.log.error(
      { err: error, request_id: c.get('requestId'), route: c.req.routePath },
      'request failed',
    )
    return c.text('Something went wrong on our side\n', 500)
  })
  return app
}
