/** Notices, and what the owner is told by which channel, in JSON. */
import { z } from '@hono/zod-openapi'
import { NOTICE_KINDS } from '../../../machines/notice.ts'
import type { ReviewedNotice } from '../../../storage/review/notices.ts'
import { CHANGEABLE } from '../../settings/notices/changed-notices.ts'
import { DIGEST_CHANNELS } from '../../settings/notices/read-digest.ts'
import { CHANNEL_NAMES } from '../../settings/notices/read-notices.ts'
import type { Labels } from './conversation-schema.ts'
import { momentSchema } from './moment-schema.ts'
import { nextCursor } from './paging.ts'

const underscored = (word: string) => word.replaceAll(' ', '_')

const KINDS = NOTICE_KINDS.map(underscored)
export const DELIVERY_STATES = ['waiting', 'sent', 'given_up', 'dropped'] as const
const kindSchema = z.enum(KINDS).openapi({ example: 'missed' })
export const channelSchema = z
  .enum(CHANNEL_NAMES, `choose one of ${CHANNEL_NAMES.join(', ')}`)
  .openapi({ example: 'ntfy' })

const failure = z.string().nullable().openapi({
  description: 'Why the last try failed: without addresses, secrets or anybody’s words',
  example: 'answers 503',
})

const deliverySchema = z.object({
  channel: z.string().openapi({ example: 'ntfy' }),
  state: z.enum(DELIVERY_STATES).openapi({
    description:
      'Given up: it could not be sent for a day. Dropped: its call was erased, or nobody wishes for it any more',
  }),
  attempts: z.int(),
  due_at: momentSchema.openapi({ description: 'When it is tried next, where it is waiting' }),
  updated_at: momentSchema,
  failure,
})

export const noticeSchema = z
  .object({
    id: z.int(),
    call_sid: z.string().openapi({ example: 'CA0123456789abcdef0123456789abcdef' }),
    line: z.string().nullable().openapi({
      description: 'What `LINES` calls the number called; null where it has no name',
      example: 'Office',
    }),
    kind: kindSchema,
    at: momentSchema,
    title: z.string().openapi({ example: 'You missed a caller' }),
    erased_at: momentSchema.nullable().openapi({ description: 'When its call was erased' }),
    deliveries: z
      .array(deliverySchema)
      .openapi({ description: 'By channel; none where no channel is told of it' }),
  })
  .openapi('ToldNotice')

export const noticePageSchema = z.object({
  notices: z.array(noticeSchema),
  next_cursor: nextCursor,
})

const channelStateSchema = z.object({
  name: channelSchema,
  is_set_up: z.boolean(),
  missing: z
    .string()
    .nullable()
    .openapi({
      description:
        'What it needs and has not: addresses and secrets stand in the environment. Null too where it has ' +
        'only to be told of something',
      example: 'NTFY_URL is missing',
    }),
  told: z.array(kindSchema).openapi({ description: 'The kinds of notices that go by it' }),
  can_digest: z.boolean().openapi({ description: 'Whether a digest can go by it' }),
})

export const noticeSettingsSchema = z
  .object({
    channels: z.array(channelStateSchema),
    settings: z.array(
      z.object({
        name: z.enum(CHANGEABLE as unknown as readonly [string, ...string[]]),
        value: z.string().openapi({ example: 'urgent,missed,message' }),
        from: z.enum(['console', 'environment', 'default']).openapi({
          description: 'Who says so: what was changed here goes before the environment',
        }),
        otherwise: z
          .string()
          .openapi({ description: 'What it would be had it not been changed here' }),
        changed_at: momentSchema.nullable(),
      }),
    ),
    digests: z
      .array(
        z.object({
          channel: z.enum(DIGEST_CHANNELS),
          day: z.iso.date(),
          state: z.enum(['waiting', 'sent', 'nothing', 'given_up']).openapi({
            description: 'Nothing: no call ended since the one before',
          }),
          from: momentSchema,
          to: momentSchema,
          updated_at: momentSchema,
          failure,
        }),
      )
      .openapi({ description: 'The last of each channel that had one' }),
    time_zone: z.string().openapi({
      description: 'Of quiet hours and digests',
      example: 'America/Los_Angeles',
    }),
  })
  .openapi('NoticeSettings')

const change = z.string().trim().min(1, 'write a value, or null').max(200).nullable().optional()

export const noticeSettingsChangeSchema = z
  .strictObject(
    Object.fromEntries(CHANGEABLE.map((name) => [name, change])) as Record<
      (typeof CHANGEABLE)[number],
      typeof change
    >,
  )
  .refine(
    (given) => Object.values(given).some((value) => value !== undefined),
    'give a setting, like QUIET_HOURS',
  )
  .openapi('NoticeSettingsChange', {
    minProperties: 1,
    description: 'As in the environment; null goes back to what the environment says',
    example: { NOTIFY_NTFY: 'urgent,missed', QUIET_HOURS: '22:00-07:00', NOTICE_DETAIL: null },
  })

export const triedSchema = z
  .object({
    tried: z.array(
      z.object({
        channel: channelSchema,
        taken: z.boolean(),
        failure: failure.openapi({ description: 'Why it was not; null where it was' }),
      }),
    ),
  })
  .openapi('TriedChannels')

export function noticeJson(
  { kind, contact_name: name, deliveries, ...notice }: ReviewedNotice,
  titleOf: (kind: string, name: string | null) => string,
  houses: Labels,
): z.infer<typeof noticeSchema> {
  return {
    id: notice.id,
    call_sid: notice.call_sid,
    line: houses.of(notice.called).label || null,
    kind: underscored(kind),
    at: notice.at,
    title: titleOf(kind, name),
    erased_at: notice.erased_at,
    deliveries: deliveries.map((delivery) => ({
      channel: delivery.channel,
      state: underscored(delivery.state) as (typeof DELIVERY_STATES)[number],
      attempts: delivery.attempts,
      due_at: delivery.due_at,
      updated_at: delivery.updated_at,
      failure: delivery.failure,
    })),
  }
}
