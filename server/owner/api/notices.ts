/** What the owner was told, what he is to be told, and whether it reaches him: over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import type { NoticeKind } from '../../../machines/notice.ts'
import { CALL_ID_PATTERN } from '../../../storage/calls/call-id.ts'
import type { Database } from '../../../storage/database.ts'
import { findNotice, listNotices, retryDelivery } from '../../../storage/review/notices.ts'
import type { NoticeSetting } from '../../settings/notices/changed-notices.ts'
import type { ChannelName } from '../../settings/notices/read-notices.ts'
import {
  channelSchema,
  DELIVERY_STATES,
  noticeJson,
  noticePageSchema,
  noticeSchema,
  noticeSettingsChangeSchema,
  noticeSettingsSchema,
  triedSchema,
} from './notice-schema.ts'
import { idParameter } from './id-parameter.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { lineParameter } from './line-parameter.ts'
import { cursorParameter, limitParameter, pageOf, readCursor, writeCursor } from './paging.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

/** Where notices are seen to. */
export interface NoticeDesk {
  /** Of calls to a number; of those without channels of their own where none is named. */
  channels(called?: string): Promise<
    {
      name: ChannelName
      isSetUp: boolean
      missing: string | null
      told: readonly NoticeKind[]
      canDigest: boolean
    }[]
  >
  settings(): NoticeSetting[]
  digests(): Promise<
    {
      channel: string
      day: string
      state: string
      from_at: string
      to_at: string
      updated_at: string
      failure: string | null
    }[]
  >
  /** Gives what is wrong, by name; nothing is changed then. Null takes a change back. */
  change(changes: Record<string, string | null>): Promise<Record<string, string>>
  /** A sample by this channel, or by all that are set up. */
  tryOut(
    only?: ChannelName,
  ): Promise<{ channel: ChannelName; taken: boolean; failure: string | null }[]>
  /** Reads what other processes have changed. */
  refresh(): Promise<void>
  /** Something may be due again. */
  again(): void
  titleOf(kind: string, name: string | null): string
  giveUpAfterMs: number
}

export interface NoticesDependencies {
  database: Database
  desk(): Promise<NoticeDesk>
  /** The owner's numbers. */
  houses: Houses
  timeZone: string
  now(): Date
}

const tags = ['Notices']

export function createNotices(deps: NoticesDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, retry, readSettings, changeSettings, tryOut]) route(app, deps)
  return app
}

function list(app: Routes, { database, desk, houses }: NoticesDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/notices',
      operationId: 'listNotices',
      tags,
      summary: 'What the owner was to be told, and what came of it by each channel; newest first',
      request: {
        query: z.object({
          state: z
            .enum(DELIVERY_STATES, `choose one of ${DELIVERY_STATES.join(', ')}`)
            .optional()
            .openapi({ description: 'Only those of which a delivery is so' }),
          call_sid: z
            .string()
            .regex(new RegExp(`^${CALL_ID_PATTERN}$`), "give a call's id")
            .optional()
            .openapi({ description: 'Only those of this call' }),
          line: lineParameter(houses),
          limit: limitParameter(100, 30),
          cursor: cursorParameter,
        }),
      },
      responses: {
        200: { description: 'A page of notices', content: json(noticePageSchema) },
        ...problems(400, 422, 500),
      },
    }),
    async (c) => {
      const { state, call_sid: callSid, line, limit, cursor } = c.req.valid('query')
      const position = readCursor(cursor, z.tuple([z.int()]))
      const rows = await listNotices(
        database.queries,
        houses.rollOf,
        { state: state?.replaceAll('_', ' '), callSid, line },
        { limit: limit + 1, after: position?.[0] ?? null },
      )
      const { page, last } = pageOf(rows, limit)
      const { titleOf } = await desk()
      return c.json(
        {
          notices: page.map((notice) => noticeJson(notice, titleOf, houses)),
          next_cursor: last && writeCursor([last.id]),
        },
        200,
      )
    },
  )
}

function retry(app: Routes, { database, desk, houses, now }: NoticesDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/notices/{id}/retry',
      operationId: 'retryNotice',
      tags,
      summary: 'Tries once more, for a day, what was given up',
      request: {
        params: z.object({ id: idParameter('notice') }),
        body: {
          required: true,
          content: json(
            z
              .strictObject({ channel: channelSchema })
              .openapi('NoticeRetry', { description: 'By which channel' }),
          ),
        },
      },
      responses: {
        200: { description: 'The notice as it is now', content: json(noticeSchema) },
        ...problems(400, 404, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { channel } = c.req.valid('json')
      const { channels, again, titleOf, giveUpAfterMs } = await desk()
      const notice = await findNotice(database.queries, houses.rollOf, id)
      const delivery = notice?.deliveries.find((one) => one.channel === channel)
      if (!notice || !delivery)
        throw new Problem(404, `Notice ${id} never went by ${channel}: see GET /notices`)
      const state = (await channels(notice.called)).find(({ name }) => name === channel)
      if (state?.isSetUp !== true)
        throw new Problem(
          409,
          `Nothing goes by ${channel} now: ${state?.missing ?? withoutIt(channel)}`,
        )
      if (!state.told.includes(notice.kind as NoticeKind))
        throw new Problem(409, `${channel} is not told of this any more: change what it is told`)
      const at = now()
      const until = new Date(at.getTime() + giveUpAfterMs).toISOString()
      const due = { at: at.toISOString(), until }
      if (!(await retryDelivery(database, { noticeId: id, channel }, due)))
        throw new Problem(409, `It is ${delivery.state}: only what was given up is tried again`)
      again()
      return c.json(
        noticeJson((await findNotice(database.queries, houses.rollOf, id))!, titleOf, houses),
        200,
      )
    },
  )
}

function withoutIt(channel: ChannelName): string {
  return channel === 'push' ? 'it is off, or no browser has signed up' : 'it is told of nothing'
}

async function settingsJson(
  { refresh, channels, settings, digests }: NoticeDesk,
  timeZone: string,
): Promise<z.infer<typeof noticeSettingsSchema>> {
  await refresh()
  return {
    channels: (await channels()).map(({ name, isSetUp, missing, told, canDigest }) => ({
      name,
      is_set_up: isSetUp,
      missing,
      told: told.map((kind) => kind.replaceAll(' ', '_')),
      can_digest: canDigest,
    })),
    settings: settings().map(({ name, value, from, otherwise, changedAt }) => ({
      name,
      value,
      from,
      otherwise,
      changed_at: changedAt,
    })),
    digests: (await digests()).map(({ channel, day, state, from_at, to_at, ...digest }) => ({
      channel: channel as 'email' | 'ntfy',
      day,
      state: state.replaceAll(' ', '_') as 'waiting' | 'sent' | 'nothing' | 'given_up',
      from: from_at,
      to: to_at,
      updated_at: digest.updated_at,
      failure: digest.failure,
    })),
    time_zone: timeZone,
  }
}

function readSettings(app: Routes, { desk, timeZone }: NoticesDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/notices/settings',
      operationId: 'readNoticeSettings',
      tags,
      summary: 'What goes by which channel, when not, and who says so',
      responses: {
        200: { description: 'As it is now', content: json(noticeSettingsSchema) },
        ...problems(500),
      },
    }),
    async (c) => c.json(await settingsJson(await desk(), timeZone), 200),
  )
}

function changeSettings(app: Routes, { desk, timeZone }: NoticesDependencies): void {
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/notices/settings',
      operationId: 'changeNoticeSettings',
      tags,
      summary: 'Changes what is told: kept, and before what the environment says, in every process',
      request: { body: { required: true, content: json(noticeSettingsChangeSchema) } },
      responses: {
        200: { description: 'As it is now', content: json(noticeSettingsSchema) },
        ...problems(400, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const given = Object.entries(c.req.valid('json'))
      const changes = given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
      const there = await desk()
      const wrong = await there.change(Object.fromEntries(changes) as Record<string, string | null>)
      const errors = Object.entries(wrong).map(([name, detail]) => ({
        pointer: `/${name}`,
        detail,
      }))
      if (errors.length > 0)
        throw new Problem(
          422,
          Object.entries(wrong)
            .map(([name, detail]) => `${name}: ${detail}`)
            .join('; '),
          { errors },
        )
      return c.json(await settingsJson(there, timeZone), 200)
    },
  )
}

function tryOut(app: Routes, { desk }: NoticesDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/notices/test',
      operationId: 'testNotices',
      tags,
      summary: 'Sends a sample by one channel, or by all that are set up, and says what came of it',
      request: {
        body: {
          required: true,
          content: json(
            z
              .strictObject({ channel: channelSchema.optional() })
              .openapi('NoticeTest', { description: 'By which channel; by all if none is named' }),
          ),
        },
      },
      responses: {
        200: { description: 'What came of it', content: json(triedSchema) },
        ...problems(400, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { channel } = c.req.valid('json')
      const tried = await (await desk()).tryOut(channel)
      if (tried.length === 0)
        throw new Problem(
          409,
          channel === undefined
            ? 'No channel is set up: NTFY_URL is the quickest, see docs/notices.md'
            : `Nothing goes by ${channel} now: see GET /notices/settings`,
        )
      return c.json({ tried }, 200)
    },
  )
}
