/** Who is turned away before a word is said: over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../../../storage/database.ts'
import { addBlock, BLOCK_KINDS, listBlocks, removeBlock } from '../../../storage/rules/blocks.ts'
import {
  blockGiven,
  blockJson,
  blockPageSchema,
  blockSchema,
  givenBlockSchema,
} from './block-schema.ts'
import { idParameter } from './id-parameter.ts'
import { cursorParameter, limitParameter, pageOf, readCursor, writeCursor } from './paging.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

export interface BlocksDependencies {
  database: Database
  defaultCountry: string
  now(): Date
}

const tags = ['Blocks']

export function createBlocks(deps: BlocksDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, add, remove]) route(app, deps)
  return app
}

function list(app: Routes, { database }: BlocksDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/blocks',
      operationId: 'listBlocks',
      tags,
      summary: 'Who is turned away before a word is said; newest first',
      request: {
        query: z.object({
          kind: z
            .enum(BLOCK_KINDS, `choose one of ${BLOCK_KINDS.join(', ')}`)
            .optional()
            .openapi({ description: 'Only those of this kind' }),
          q: z
            .string()
            .trim()
            .max(60)
            .optional()
            .openapi({ description: 'Only those whose number, country or note has this in it' }),
          limit: limitParameter(500, 100),
          cursor: cursorParameter,
        }),
      },
      responses: {
        200: { description: 'A page of them', content: json(blockPageSchema) },
        ...problems(400, 422, 500),
      },
    }),
    async (c) => {
      const { kind, q = '', limit, cursor } = c.req.valid('query')
      const after = readCursor(cursor, z.tuple([z.int()]))?.[0] ?? null
      const rows = await listBlocks(database.queries, { limit: limit + 1, after, kind, q })
      const { page, last } = pageOf(rows, limit)
      return c.json(
        { blocks: page.map(blockJson), next_cursor: last && writeCursor([last.id]) },
        200,
      )
    },
  )
}

function add(app: Routes, { database, defaultCountry, now }: BlocksDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/blocks',
      operationId: 'addBlock',
      tags,
      summary: 'Blocks a number, all that begin so, or a country; one that is there gets the note',
      request: { body: { required: true, content: json(givenBlockSchema(defaultCountry)) } },
      responses: {
        200: { description: 'It was there already', content: json(blockSchema) },
        201: { description: 'It is new', content: json(blockSchema) },
        ...problems(400, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const given = blockGiven(c.req.valid('json'))
      const { saved, block } = await addBlock(database, given, now().toISOString())
      return c.json(blockJson(block), saved === 'added' ? 201 : 200)
    },
  )
}

function remove(app: Routes, { database }: BlocksDependencies): void {
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/blocks/{id}',
      operationId: 'removeBlock',
      tags,
      summary: 'Takes a block away; calls from there are screened from now on',
      request: { params: z.object({ id: idParameter('block') }) },
      responses: { 204: { description: 'It is gone' }, ...problems(404, 422, 500) },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      if (!(await removeBlock(database, id)))
        throw new Problem(404, `There is no block ${id}: see GET /blocks`)
      return c.body(null, 204)
    },
  )
}
