/** How the server itself is: its database, and its measurements for Prometheus. */
import { createRoute, z } from '@hono/zod-openapi'
import { isMigrated, type Database } from '../../../storage/database.ts'
import { readCounts } from '../../../storage/review/counts.ts'
import { problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

/** What Prometheus reads, and its content type. */
export type Metrics = () => Promise<{ text: string; contentType: string }>

export interface StateDependencies {
  database: Database
  metrics: Metrics
  now(): Date
}

const tags = ['Watching']
const databaseSchema = z
  .object({
    reachable: z.boolean(),
    migrated: z.boolean(),
    latency_ms: z.number().nullable().openapi({ description: 'Of one small query' }),
    counts: z
      .object({
        calls: z.int(),
        calls_in_progress: z.int(),
        contacts: z.int().openapi({ description: 'Active ones' }),
      })
      .nullable(),
  })
  .openapi('DatabaseState')

export function createState({ database, metrics, now }: StateDependencies): Routes {
  const app = createRoutes()
  const content = json(databaseSchema)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/test-db',
      operationId: 'testDatabase',
      tags,
      summary: 'Whether the database can be reached, how fast, and how much is in it',
      responses: {
        ...problems(),
        200: { description: 'It is reachable and migrated', content },
        503: { description: 'It is not', content },
      },
    }),
    async (c) => {
      try {
        const began = performance.now()
        await database.queries.selectFrom('calls').select('id').where('id', '=', 0).execute()
        const latency_ms = Math.round((performance.now() - began) * 100) / 100
        const migrated = await isMigrated(database.queries)
        const counts = await readCounts(database.queries, now())
        return c.json({ reachable: true, migrated, latency_ms, counts }, migrated ? 200 : 503)
      } catch {
        return c.json({ reachable: false, migrated: false, latency_ms: null, counts: null }, 503)
      }
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'readMetrics',
      tags,
      summary: 'Measurements of this process, in the text format of Prometheus',
      responses: {
        200: {
          description: 'Counters, gauges and histograms',
          content: { 'text/plain': { schema: z.string() } },
        },
        ...problems(),
      },
    }),
    async (c) => {
      const { text, contentType } = await metrics()
      return c.text(text, 200, { 'content-type': contentType })
    },
  )
  return app
}
