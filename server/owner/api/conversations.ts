/** The calls and what was said in them, over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import { FINAL_DECISIONS, TRANSFER_STATUSES } from '../../../machines/call.ts'
import { CALL_KINDS } from '../../../machines/verdict.ts'
import { TABS } from '../../../storage/became.ts'
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
import { changeCall, countTabs, MOST_COUNTED } from '../../../storage/review/inbox.ts'
import { findSpokenWords } from '../../../storage/review/spoken-words.ts'
import type { Calendar } from '../../basics/calendar.ts'
import { callerSchema } from './caller-schema.ts'
import { hourParameter, withClock } from './hour-parameter.ts'
import {
  conversationChangeSchema,
  conversationJson,
  conversationPageSchema,
  conversationSchema,
  tabCountsSchema,
  wholeConversationSchema,
} from './conversation-schema.ts'
import type { RollOf } from '../../../storage/roll.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { lineParameter } from './line-parameter.ts'
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
  /** The owner's numbers. */
  houses: Houses
  now(): Date
}

type FilterDependencies = Pick<ConversationsDependencies, 'defaultCountry' | 'calendar' | 'houses'>

const tags = ['Conversations']
const params = z.object({
  call_sid: z
    .string()
    .regex(new RegExp(`^${CALL_ID_PATTERN}$`), "give a call's id, as the list of calls has it")
    .openapi({ example: 'CA0123456789abcdef0123456789abcdef' }),
})

export function createConversations(deps: ConversationsDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, count, read, change, erase]) route(app, deps)
  return app
}

function list(app: Routes, deps: ConversationsDependencies): void {
  const { database, calendar } = deps
  app.openapi(
    createRoute({
      method: 'get',
      path: '/conversations',
      operationId: 'listConversations',
      tags,
      summary: 'Calls with every word spoken, newest first',
      request: { query: filterParameters(deps) },
      responses: {
        200: {
          description: 'A page of calls',
          content: json(conversationPageSchema),
        },
        ...problems(400, 422, 500),
      },
    }),
    async (c) => {
      const { limit, cursor, q, ...asked } = c.req.valid('query')
      const position = readCursor(cursor, z.tuple([z.iso.datetime(), z.int()]))
      const after = position && { startTime: position[0], id: position[1] }
      const filter = await withClock(database.queries, calendar, asked)
      const page = await (q === undefined
        ? newest(database.queries, deps.houses.rollOf, filter, { limit, after })
        : speaking(database.queries, deps.houses.rollOf, q, filter, { limit, after }))
      return c.json(
        {
          conversations: page.calls.map((call) => conversationJson(call, deps.houses)),
          next_cursor: page.end && writeCursor([page.end.startTime, page.end.id]),
          time_zone: calendar.timeZone,
        },
        200,
      )
    },
  )
}

function count(app: Routes, deps: ConversationsDependencies): void {
  const { database, calendar } = deps
  const { tab: _, ...others } = filters(deps)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/inbox',
      operationId: 'countConversations',
      tags,
      summary: `How many calls stand in each tab of the inbox; ${MOST_COUNTED} stands for more too`,
      request: { query: z.object(others) },
      responses: {
        200: { description: 'By tab', content: json(tabCountsSchema) },
        ...problems(422, 500),
      },
    }),
    async (c) => {
      const filter = await withClock(database.queries, calendar, c.req.valid('query'))
      return c.json(await countTabs(database.queries, filter), 200)
    },
  )
}

function change(app: Routes, { database, houses, now }: ConversationsDependencies): void {
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/conversations/{call_sid}',
      operationId: 'changeConversation',
      tags,
      summary: 'The owner is done with a call, or says what should have become of it',
      request: {
        params,
        body: { required: true, content: json(conversationChangeSchema) },
      },
      responses: {
        200: { description: 'The call, changed', content: json(conversationSchema) },
        ...problems(400, 404, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { call_sid: callSid } = c.req.valid('param')
      const { done, owner_verdict: ownerVerdict } = c.req.valid('json')
      const isKnown = await changeCall(database, callSid, { done, ownerVerdict }, now())
      const call = isKnown
        ? await findConversation(database.queries, houses.rollOf, callSid)
        : undefined
      if (!call) throw unknownCall(callSid)
      return c.json(conversationJson(call, houses), 200)
    },
  )
}

function read(app: Routes, { database, houses }: ConversationsDependencies): void {
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
      const call = await findConversation(database.queries, houses.rollOf, callSid)
      if (!call) throw unknownCall(callSid)
      if (c.req.valid('query').include !== 'journal')
        return c.json(conversationJson(call, houses), 200)
      const journal = (await findJournal(database.queries, call.id)).map((entry) => ({
        ...entry,
        kind: entry.kind as 'event' | 'answer' | 'fault' | 'rest',
        payload: JSON.parse(entry.payload) as unknown,
      }))
      return c.json({ ...conversationJson(call, houses), journal }, 200)
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

function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.enum(names, `choose one of ${names.join(', ')}`).optional()
}

/** What cuts the calls down, without their words. */
function filters({ defaultCountry: country, calendar, houses }: FilterDependencies) {
  return {
    ...timeSpan(calendar),
    hour: hourParameter,
    decision: oneOf(FINAL_DECISIONS),
    kind: oneOf(CALL_KINDS).openapi({ description: 'What screening took it for' }),
    dial: oneOf(TRANSFER_STATUSES).openapi({
      description: 'How the dial to the owner ended; `declined` by a key',
    }),
    tab: oneOf(TABS).openapi({
      description:
        'One part of the inbox: `to_call_back` are those missed or with a message that the owner is not done with; ' +
        'a call may stand in several',
    }),
    corrected: choiceParameter('Only calls with an `owner_verdict`, or only the others'),
    caller: callerSchema(country).optional(),
    line: lineParameter(houses),
    simulated: choiceParameter('Only simulated calls, or only the others'),
  }
}

function filterParameters(deps: FilterDependencies) {
  return z.object({
    ...filters(deps),
    q: z
      .string()
      .trim()
      .min(2, 'give at least 2 characters')
      .max(200)
      .optional()
      .openapi({
        description:
          'Words spoken on either side, whatever their case, or a part of the name or number of the caller. One request looks at 20,000 calls at ' +
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

async function newest(
  queries: Queries,
  rollOf: RollOf,
  filter: ConversationFilter,
  { limit, after }: Place,
) {
  const calls = await listConversations(queries, rollOf, filter, { limit: limit + 1, after })
  const { page, last } = pageOf(calls, limit)
  return { calls: page, end: last && { startTime: last.start_time, id: last.id } }
}

async function speaking(
  queries: Queries,
  rollOf: RollOf,
  words: string,
  filter: ConversationFilter,
  place: Place,
) {
  const found = await findSpokenWords(queries, rollOf, words, filter, place)
  return { calls: await findConversations(queries, rollOf, found.ids), end: found.searchedTo }
}

function unknownCall(callSid: string): Problem {
  return new Problem(404, `No call ${callSid} is known: see GET /conversations`)
}
