/** Who gets through for a while: over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../../../storage/database.ts'
import {
  addPass,
  endPass,
  listPasses,
  MOST_PASSES,
  TooManyPassesError,
} from '../../../storage/rules/passes.ts'
import { idParameter } from './id-parameter.ts'
import { givenPassSchema, passGiven, passJson, passListSchema, passSchema } from './pass-schema.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { readUntil } from './until.ts'

export interface PassesDependencies {
  database: Database
  timeZone: string
  now(): Date
}

const tags = ['Passes']

export function createPasses(deps: PassesDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, add, end]) route(app, deps)
  return app
}

function list(app: Routes, { database, now }: PassesDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/passes',
      operationId: 'listPasses',
      tags,
      summary: 'Who gets through for a while: those that have not ended',
      responses: {
        200: { description: 'All of them', content: json(passListSchema) },
        ...problems(500),
      },
    }),
    async (c) => {
      const going = { now: now().toISOString(), limit: MOST_PASSES }
      return c.json({ passes: (await listPasses(database.queries, going)).map(passJson) }, 200)
    },
  )
}

function add(app: Routes, { database, timeZone, now }: PassesDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/passes',
      operationId: 'addPass',
      tags,
      summary:
        'Lets everybody, numbers that begin so or somebody whom you expect through until then',
      request: { body: { required: true, content: json(givenPassSchema) } },
      responses: {
        201: { description: 'The pass, which ends by itself', content: json(passSchema) },
        ...problems(400, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { minutes, until, ...given } = c.req.valid('json')
      const at = now()
      const last = readUntil({ minutes, until }, { now: at, timeZone, pointer: '' })
      const pass = await addPass(database, passGiven(given, last), at.toISOString()).catch(tooMany)
      return c.json(passJson(pass), 201)
    },
  )
}

function tooMany(error: unknown): never {
  throw error instanceof TooManyPassesError ? new Problem(409, error.message) : error
}

function end(app: Routes, { database, now }: PassesDependencies): void {
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/passes/{id}',
      operationId: 'endPass',
      tags,
      summary: 'Ends a pass at once',
      request: { params: z.object({ id: idParameter('pass') }) },
      responses: { 204: { description: 'It has ended' }, ...problems(404, 422, 500) },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await endPass(database, id, now().toISOString())))
        throw new Problem(404, `There is no pass ${id} that goes on: see GET /passes`)
      return c.body(null, 204)
    },
  )
}
