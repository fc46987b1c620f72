/** When which flow answers: over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import type { HoursRule, Quiet } from '../../settings/hours/hours.ts'
import { readHours } from '../../settings/hours/read-hours.ts'
import { hoursChangeSchema, hoursJson, hoursSchema, type HoursDesk } from './hours-schema.ts'
import { phoneNumberSchema } from './phone-number-schema.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { readUntil } from './until.ts'

export interface HoursDependencies {
  desk: HoursDesk
  defaultCountry: string
  now(): Date
}

const tags = ['Hours']

/** What answers where the owner wishes to be left alone, and does not say by what. */
const QUIET_FLOW = 'after-hours'

export function createHours(deps: HoursDependencies): Routes {
  const app = createRoutes()
  for (const route of [read, change]) route(app, deps)
  return app
}

function read(app: Routes, { desk, defaultCountry, now }: HoursDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/hours',
      operationId: 'readHours',
      tags,
      summary: 'When which flow answers, and which does now, or would at another moment',
      request: {
        query: z.object({
          at: z.iso
            .datetime({ offset: true, error: 'give a moment like 2026-11-26T17:00:00Z' })
            .optional()
            .openapi({ type: 'string', description: 'By default now' }),
          called: phoneNumberSchema(defaultCountry)
            .optional()
            .openapi({ description: 'By which number one is called' }),
        }),
      },
      responses: {
        200: { description: 'As it is now', content: json(hoursSchema) },
        ...problems(422, 500),
      },
    }),
    async (c) => {
      const { at, called = null } = c.req.valid('query')
      await desk.refresh()
      return c.json(hoursJson(desk, { at: at === undefined ? now() : new Date(at), called }), 200)
    },
  )
}

function change(app: Routes, { desk, now }: HoursDependencies): void {
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/hours',
      operationId: 'changeHours',
      tags,
      summary:
        'Changes them: kept, before what the environment says, in every process, for calls that begin then',
      request: { body: { required: true, content: json(hoursChangeSchema) } },
      responses: {
        200: { description: 'As it is now', content: json(hoursSchema) },
        ...problems(400, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { text, quiet } = c.req.valid('json')
      await desk.change({
        ...(text !== undefined && { rules: text === null ? null : rulesIn(text, desk) }),
        ...(quiet !== undefined && { quiet: quiet === null ? null : quietIn(quiet, desk, now()) }),
      })
      return c.json(hoursJson(desk, { at: now(), called: null }), 200)
    },
  )
}

function rulesIn(text: string, { flows }: HoursDesk): HoursRule[] {
  const rules = readHours(text, flows)
  if ('value' in rules) return rules.value
  throw wrong('text', rules.problem)
}

function quietIn(
  { flow = QUIET_FLOW, ...until }: { flow?: string; minutes?: number; until?: string },
  { flows, given: { timeZone } }: HoursDesk,
  now: Date,
): Quiet {
  if (!flows.includes(flow))
    throw wrong('quiet/flow', `there is no flow '${flow}': known are ${flows.join(', ')}`)
  return { until: readUntil(until, { now, timeZone, pointer: '/quiet' }), flow }
}

function wrong(field: string, detail: string): Problem {
  return new Problem(422, `${field.replace('/', '.')}: ${detail}`, {
    errors: [{ pointer: `/${field}`, detail }],
  })
}
