/** Whether all is well, and by which settings: over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import { CHECK_NAMES, worstOf, type CheckName } from '../../doctor/check.ts'
import { healthSchema, settingsSchema, type HealthDesk } from './health-schema.ts'
import { problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

const tags = ['Health']

export function createHealthRoutes(desk: () => Promise<HealthDesk>): Routes {
  const app = createRoutes()
  app.openapi(
    createRoute({
      method: 'get',
      path: '/health',
      operationId: 'examineHealth',
      tags,
      summary:
        'Looks at everything that can be wrong, now: within some 12 s. A model is asked to judge a made-up call, and a webhook that changes nothing is sent through BASE_URL',
      request: {
        query: z.object({
          only: z
            .string()
            .max(200)
            .transform((written) => written.split(',').map((one) => one.trim()))
            .pipe(z.array(z.enum(CHECK_NAMES, `choose of ${CHECK_NAMES.join(', ')}`)).min(1))
            .optional()
            .openapi({
              type: 'string',
              description: `Only these, with commas between: ${CHECK_NAMES.join(', ')}`,
              example: 'database,disk',
            }),
        }),
      },
      responses: {
        200: { description: 'What was found, good or bad', content: json(healthSchema) },
        ...problems(422),
      },
    }),
    async (c) => {
      const { only = CHECK_NAMES } = c.req.valid('query') as { only?: readonly CheckName[] }
      const examined = await (await desk()).examine(only)
      const checks = examined.map(({ tookMs, ...one }) => ({ ...one, took_ms: tookMs }))
      return c.json({ state: worstOf(examined), checks }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/settings',
      operationId: 'readSettings',
      tags,
      summary:
        'The settings in effect, and where each came from; of secrets only whether they are set',
      responses: {
        200: { description: 'All of them', content: json(settingsSchema) },
        ...problems(),
      },
    }),
    async (c) => {
      const settings = await (await desk()).settings()
      return c.json(
        {
          settings: settings.map(({ isSet, isDefault, isSecret, ...one }) => ({
            ...one,
            is_set: isSet,
            is_default: isDefault,
            is_secret: isSecret,
          })),
        },
        200,
      )
    },
  )
  return app
}
