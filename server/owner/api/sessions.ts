/** The sessions of the console, ended from outside: for who has lost a device. */
import { createRoute } from '@hono/zod-openapi'
import type { Door } from '../door/door.ts'
import { problems } from './problem.ts'
import { createRoutes, type Routes } from './routes.ts'

export function createSessionRoutes(door: Pick<Door, 'signOutEverywhere'>): Routes {
  const app = createRoutes()
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/sessions',
      operationId: 'endSessions',
      tags: ['Sessions'],
      summary: 'Signs every browser out of the console',
      responses: { 204: { description: 'Nobody is signed in any more' }, ...problems() },
    }),
    async (c) => {
      await door.signOutEverywhere(c)
      return c.body(null, 204)
    },
  )
  return app
}
