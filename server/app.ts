/** Everything over HTTP: the same app in production, in tests and behind the phone. */
import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Database } from '../storage/database.ts'
import { createHealth } from './api/health.ts'
import { createWebhooks, type WebhookDependencies } from './twilio/webhooks.ts'

export interface AppDependencies extends WebhookDependencies {
  database: Database
  log: Logger
}

export function createApp(deps: AppDependencies): Hono {
  const app = new Hono()
  app.route('/', createHealth(deps.database))
  app.route('/twilio', createWebhooks(deps))
  app.notFound((c) => c.text('There is nothing here\n', 404))
  app.onError((error, c) => {
    deps.log.error({ err: error, route: c.req.path }, 'request failed')
    return c.text('Something went wrong on our side\n', 500)
  })
  return app
}
