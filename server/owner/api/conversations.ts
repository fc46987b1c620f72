/** The calls and what was said in them, over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import { FINAL_DECISIONS } from '../../../machines/call.ts'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import {
  findConversation,
  findConversations,
  findJournal,
  listConversations,
  type ConversationFilter,
  type Position,
} from '../../../storage/review/conversations.ts'
import type { Database, Queries } from '../../../storage/database.ts'
import { eraseCall } from '../../../storage/review/erasure.ts'
import { findSpokenWords } from '../../../storage/review/spoken-words.ts'
import type { Calendar } from '../../basics/calendar.ts'
import { callerSchema } from './caller-schema.ts'
import {
  conversationJson,
  conversationPageSchema,
  wholeConversationSchema,
} from './conversation-schema.ts'
import { cursorParameter, limitParameter, pageOf, readCursor, writeCursor } from './paging.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { timeSpan } from './time-span.ts'
import { choiceParameter } from './true-or-false.ts'

export interface ConversationsDependencies {
  database: Database
  defaultCountry: string
  /** Of days that calls are asked for by. */
  calendar: Calendar
  now(): Date
}

const tags = ['Conversations']
const params = z.object({
  call_sid: z
    .string()
    .regex(new RegExp(`^${CALL_ID_PATTERN}$`), "give a call's id, as the list of calls has it")
    .openapi({ example: 'CA0123456789abcdef0123456789abcdef' }),
})

export function createConversations(deps: ConversationsDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, read, erase]) route(app, deps)
  return app
}

function list(
  app: Routes,
  { database, defaultCountry, calendar }: ConversationsDependencies,
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/conversations',
      operationId: 'listConversations',
      tags,
      summary: 'Calls with every word spoken, newest first',
      request: { query: filterParameters(defaultCountry, calendar) },
      responses: {
        200: {
          description: 'A page of calls',
          content: json(conversationPageSchema),
        },
        ...problems(400, 422, 500),
      },
    }),
    async (c) => {
      const { limit, cursor, q, ...filter } = c.req.valid('query')
      const position = readCursor(cursor, z.tuple([z.iso.datetime(), z.int()]))
      const after = position && { startTime: position[0], id: position[1] }
      const page = await (q === undefined
        ? newest(database.queries, filter, { limit, after })
        : speaking(database.queries, q, filter, { limit, after }))
      return c.json(
        {
          conversations: page.calls.map(conversationJson),
          next_cursor: page.end && writeCursor([page.end.startTime, page.end.id]),
          time_zone: calendar.timeZone,
        },
        200,
      )
    },
  )
}

function read(app: Routes, { database }: ConversationsDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/conversations/{call_sid}',
      operationId: 'readConversation',
      tags,
      summary: 'One call, if wanted with its journal: everything that happened, in order',
      request: {
        params,
        query: z.object({
          include: z.enum(['journal'], 'only journal can be included').optional(),
        }),
      },
      responses: {
        200: {
          description: 'The call',
          content: json(wholeConversationSchema),
        },
        ...problems(404, 422, 500),
      },
    }),
    async (c) => {
      const { call_sid: callSid } = c.req.valid('param')
      const call = await findConversation(database.queries, callSid)
      if (!call) throw unknownCall(callSid)
      if (c.req.valid('query').include !== 'journal') return c.json(conversationJson(call), 200)
      const journal = (await findJournal(database.queries, call.id)).map((entry) => ({
        ...entry,
        kind: entry.kind as 'event' | 'answer' | 'fault' | 'rest',
        payload: JSON.parse(entry.payload) as unknown,
      }))
      return c.json({ ...conversationJson(call), journal }, 200)
    },
  )
}

function erase(app: Routes, { database, now }: ConversationsDependencies): void {
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/conversations/{call_sid}',
      operationId: 'eraseConversation',
      tags,
      summary: 'Erases what was said, the number and the journal; decision, times and counts stay',
      request: { params },
      responses: { 204: { description: 'It is erased' }, ...problems(404, 409, 422, 500) },
    }),
    async (c) => {
      const { call_sid: callSid } = c.req.valid('param')
      const result = await eraseCall(database, callSid, now())
      if (result === 'unknown') throw unknownCall(callSid)
      if (result === 'in progress')
        throw new Problem(409, 'The call is still going on: erase it when it has ended')
      return c.body(null, 204)
    },
  )
}

function filterParameters(country: string, calendar: Calendar) {
  return z.object({
    ...timeSpan(calendar),
    decision: z.enum(FINAL_DECISIONS, `choose one of ${FINAL_DECISIONS.join(', ')}`).optional(),
    caller: callerSchema(country).optional(),
    simulated: choiceParameter('Only simulated calls, or only the others'),
    q: z
      .string()
      .trim()
      .min(2, 'give at least 2 characters')
      .max(200)
      .optional()
      .openapi({
        description:
          'Words spoken on either side, whatever their case. One request looks at 20,000 calls at ' +
          'most: a page may be short, even empty, and still have a `next_cursor` to go on with',
      }),
    limit: limitParameter(200, 10),
    cursor: cursorParameter,
  })
}

interface Place {
  limit: number
  after: Position | null
}

async function newest(queries: Queries, filter: ConversationFilter, { limit, after }: Place) {
  const calls = await listConversations(queries, filter, { limit: limit + 1, after })
  const { page, last } = pageOf(calls, limit)
  return { calls: page, end: last && { startTime: last.start_time, id: last.id } }
}

async function speaking(queries: Queries, words: string, filter: ConversationFilter, place: Place) {
  const found = await findSpokenWords(queries, words, filter, place)
  return { calls: await findConversations(queries, found.ids), end: found.searchedTo }
}

function unknownCall(callSid: string): Problem {
  return new Problem(404, `No call ${callSid} is known: see GET /conversations`)
}
