/** The lists of reported numbers over REST: what each does, brought up to date, brought in, taken away. */
import { createRoute, z } from '@hono/zod-openapi'
import { ACTS_AS } from '../../../storage/rules/lists.ts'
import { beginningOf } from '../../basics/bounded-body.ts'
import type { ListDesk } from '../../lists/list-desk.ts'
import { MOST_OWN_NUMBERS } from '../../lists/read-own-list.ts'
import { momentSchema } from './moment-schema.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

export interface ListsDependencies {
  desk: ListDesk
}

/** A file of 300,000 numbers takes some 5 MB. */
export const MOST_OCTETS = 16 * 2 ** 20

const tags = ['Lists']
const SOURCES = ['ftc', 'phoneblock', 'file'] as const

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'give a name of small letters, digits and -, at most 32')
  .openapi({ example: 'ftc' })

const actsAs = z
  .enum(ACTS_AS, `choose one of ${ACTS_AS.join(', ')}`)
  .openapi({ description: 'What a caller is taken for who is on it' })

const listSchema = z
  .object({
    name,
    source: z.enum(SOURCES),
    act_as: actsAs,
    numbers: z.int().openapi({ description: 'How many it has' }),
    read_at: momentSchema.nullable().openapi({ description: 'When it was last read to its end' }),
    due_at: momentSchema
      .nullable()
      .openapi({ description: 'When it is read next; null where it never is by itself' }),
    is_being_read: z.boolean(),
    failure: z.string().nullable().openapi({ description: 'Why the last reading failed' }),
  })
  .openapi('List')

const pageSchema = z.object({ lists: z.array(listSchema) }).openapi('Lists')

const reportSchema = z
  .object({
    list: listSchema,
    failed: z.int().openapi({ description: 'Lines without a number that could be dialled' }),
    failed_lines: z.array(z.int()).openapi({ description: 'The first hundred of those, from 1' }),
  })
  .openapi('ListImportReport')

export type ListJson = z.infer<typeof listSchema>
export type ListsJson = z.infer<typeof pageSchema>
export type ListImportJson = z.infer<typeof reportSchema>

const params = z.object({ name })

export function createLists({ desk }: ListsDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, update, change, takeIn, remove]) route(app, desk)
  return app
}

function list(app: Routes, desk: ListDesk): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/lists',
      operationId: 'listLists',
      tags,
      summary: 'The lists of reported numbers, and how they are',
      responses: {
        200: { description: 'All of them', content: json(pageSchema) },
        ...problems(500),
      },
    }),
    async (c) => c.json({ lists: await listsJson(desk) }, 200),
  )
}

function update(app: Routes, desk: ListDesk): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/lists/{name}/update',
      operationId: 'updateList',
      tags,
      summary:
        'Begins to read what is new of a list; ftc is begun with it, and read once a day from then on',
      request: {
        params,
        body: { required: true, content: json(z.strictObject({}).openapi('ListUpdate')) },
      },
      responses: {
        202: {
          description: 'It is being read; GET /lists says when it is done',
          content: json(listSchema),
        },
        ...problems(400, 404, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { name: wanted } = c.req.valid('param')
      const how = await desk.update(wanted)
      if (how === 'not there') throw notThere(wanted)
      if (how === 'being read') throw beingRead(wanted)
      if (how === 'never read')
        throw new Problem(409, `${wanted} is not read from anywhere: import its file again`)
      return c.json(await listJson(desk, wanted), 202)
    },
  )
}

function change(app: Routes, desk: ListDesk): void {
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/lists/{name}',
      operationId: 'changeList',
      tags,
      summary: 'What a caller is taken for who is on this list',
      request: {
        params,
        body: {
          required: true,
          content: json(z.strictObject({ act_as: actsAs }).openapi('ListChange')),
        },
      },
      responses: {
        200: { description: 'The list as it is now', content: json(listSchema) },
        ...problems(400, 404, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { name: wanted } = c.req.valid('param')
      if (!(await desk.actAs(wanted, c.req.valid('json').act_as))) throw notThere(wanted)
      return c.json(await listJson(desk, wanted), 200)
    },
  )
}

function takeIn(app: Routes, desk: ListDesk): void {
  const file = { schema: z.string().openapi({ format: 'binary' }) }
  app.openapi(
    createRoute({
      method: 'post',
      path: '/lists/{name}/import',
      operationId: 'importList',
      tags,
      summary: 'A list of your own out of a CSV file, in the place of what it had',
      description:
        'One number a line, or a column called Phone; a column called Reports says how often each was reported.',
      request: {
        params,
        query: z.object({ act_as: actsAs.optional() }),
        body: { required: true, content: { 'text/csv': file } },
      },
      responses: {
        200: { description: 'The list as it is now', content: json(reportSchema) },
        ...problems(409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { name: wanted } = c.req.valid('param')
      const type = c.req.header('content-type')?.split(';')[0]!.trim().toLowerCase()
      if (type !== 'text/csv' && type !== 'text/plain')
        throw new Problem(415, 'Send a CSV file as text/csv')
      const bytes = await beginningOf(c.req.raw.body, MOST_OCTETS + 1)
      if (bytes.length > MOST_OCTETS)
        throw new Problem(413, `At most ${MOST_OCTETS / 1024} KiB are taken in at once`)
      const read = await desk.import(wanted, bytes, c.req.valid('query').act_as ?? null)
      if (read === 'taken')
        throw new Problem(409, `${wanted} is somebody else's list: give yours another name`)
      if (read === 'being read') throw beingRead(wanted)
      if (read.tooMany)
        throw new Problem(
          413,
          `More than ${MOST_OWN_NUMBERS} numbers: send fewer, nothing was taken`,
        )
      if (read.numbers.size === 0)
        throw new Problem(
          422,
          'There is no number in the file: write one a line, like +14155550123',
        )
      const { failed, failedLines } = read
      return c.json({ list: await listJson(desk, wanted), failed, failed_lines: failedLines }, 200)
    },
  )
}

function remove(app: Routes, desk: ListDesk): void {
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/lists/{name}',
      operationId: 'removeList',
      tags,
      summary: 'Takes a list away, with all that was counted',
      request: { params },
      responses: { 204: { description: 'It is gone' }, ...problems(404, 409, 422, 500) },
    }),
    async (c) => {
      const { name: wanted } = c.req.valid('param')
      const how = await desk.remove(wanted)
      if (how === 'not there') throw notThere(wanted)
      if (how === 'being read') throw beingRead(wanted)
      if (how === 'set')
        throw new Problem(
          409,
          `The settings begin ${wanted} anew: leave ${wanted === 'ftc' ? 'ftc out of LISTS' : 'PHONEBLOCK_KEY out'} first`,
        )
      return c.body(null, 204)
    },
  )
}

async function listsJson(desk: ListDesk): Promise<ListJson[]> {
  return (await desk.list()).map((row) => ({
    name: row.name,
    source: row.source as ListJson['source'],
    act_as: row.act_as as ListJson['act_as'],
    numbers: row.numbers,
    read_at: row.read_at,
    due_at: row.due_at,
    is_being_read: row.isBeingRead,
    failure: row.failure,
  }))
}

async function listJson(desk: ListDesk, wanted: string): Promise<ListJson> {
  const found = (await listsJson(desk)).find((one) => one.name === wanted)
  // Removed between two lines of ours: as if it had never been.
  if (!found) throw notThere(wanted)
  return found
}

function notThere(wanted: string): Problem {
  return new Problem(404, `There is no list ${wanted}: see GET /lists`)
}

function beingRead(wanted: string): Problem {
  return new Problem(409, `${wanted} is being read: try again when it is done, see GET /lists`)
}
