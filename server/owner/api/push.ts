/** The browsers that are told by web push, over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../../../storage/database.ts'
import {
  listSubscriptions,
  MOST_SUBSCRIPTIONS,
  removeSubscription,
  saveSubscription,
} from '../../../storage/notices/push-subscriptions.ts'
import type { Reach } from '../../basics/reach.ts'
import { Problem, problems } from './problem.ts'
import {
  givenSubscriptionSchema,
  pushStateSchema,
  pushSubscriptionJson,
  pushSubscriptionSchema,
  subscriptionId,
} from './push-schema.ts'
import { createRoutes, json, type Routes } from './routes.ts'

/** Where browsers sign up. */
export interface PushDoor {
  /** Which push services may be asked. */
  reach: Reach
  /** What they sign up with, and the kinds that they are told; null where nothing goes by web push now. */
  current(): Promise<{ publicKey: string; told: readonly string[] } | null>
}

export interface PushDependencies {
  database: Database
  push: PushDoor
  now(): Date
}

const tags = ['Notices']

export function createPush(deps: PushDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, add, remove]) route(app, deps)
  return app
}

function list(app: Routes, { database, push }: PushDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/push',
      operationId: 'readPush',
      tags,
      summary: 'The browsers that are told by web push, and the key that others sign up with',
      responses: {
        200: { description: 'The first to sign up first', content: json(pushStateSchema) },
        ...problems(500),
      },
    }),
    async (c) => {
      const current = await push.current()
      const rows = await listSubscriptions(database.queries)
      return c.json(
        {
          public_key: current?.publicKey ?? null,
          told: [...(current?.told ?? [])],
          subscriptions: rows.map(pushSubscriptionJson),
        },
        200,
      )
    },
  )
}

function add(app: Routes, { database, push, now }: PushDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/push/subscriptions',
      operationId: 'addPushSubscription',
      tags,
      summary: 'Signs up a browser, with what its PushManager gave; one that is there is renewed',
      request: {
        body: { required: true, content: json(givenSubscriptionSchema(push.reach)) },
      },
      responses: {
        201: { description: 'The browser', content: json(pushSubscriptionSchema) },
        ...problems(400, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      if (!(await push.current()))
        throw new Problem(409, 'Nothing goes by web push: NOTIFY_PUSH is none')
      const { endpoint, keys, device } = c.req.valid('json')
      const id = subscriptionId(endpoint)
      const given = { id, endpoint, ...keys, device }
      const at = now().toISOString()
      if ((await saveSubscription(database, given, at)) === 'too many')
        throw new Problem(
          409,
          `${MOST_SUBSCRIPTIONS} browsers are told already: remove one of them first`,
        )
      const rows = await listSubscriptions(database.queries)
      const row = rows.find((one) => one.id === id)
      // Removed between two lines of ours: as if it had never been.
      if (!row) throw new Problem(409, 'The browser was removed in the same moment: try again')
      return c.json(pushSubscriptionJson(row), 201)
    },
  )
}

function remove(app: Routes, { database }: PushDependencies): void {
  const id = z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'is no id of a browser: see GET /push')
    .openapi({ param: { name: 'id', in: 'path' } })
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/push/subscriptions/{id}',
      operationId: 'removePushSubscription',
      tags,
      summary: 'A browser is told no more',
      request: { params: z.object({ id }) },
      responses: { 204: { description: 'It is forgotten' }, ...problems(404, 422, 500) },
    }),
    async (c) => {
      const { id: given } = c.req.valid('param')
      if (!(await database.writeOne((queries) => removeSubscription(queries, given))))
        throw new Problem(404, 'No such browser is told: see GET /push')
      return c.body(null, 204)
    },
  )
}
