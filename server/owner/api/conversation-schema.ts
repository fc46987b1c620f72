/** A conversation in JSON. */
import { z } from '@hono/zod-openapi'
import { FINAL_DECISIONS, TRANSFER_STATUSES, type TransferStatus } from '../../../machines/call.ts'
import { BECAME, TABS, type Became, type Tab } from '../../../storage/became.ts'
import type { Conversation } from '../../../storage/review/conversations.ts'
import { MOST_COUNTED } from '../../../storage/review/inbox.ts'
import { callingNumber } from '../../settings/calling-number.ts'
import { momentSchema } from './moment-schema.ts'
import { nextCursor } from './paging.ts'
import { PLAYED } from '../../../storage/played.ts'

const OWNER_VERDICTS = ['transfer', 'end'] as const

const milliseconds = z.number().nullable()

export const turnSchema = z
  .object({
    turn_index: z.int(),
    speaker: z.enum(['caller', 'concierge']),
    text: z.string().openapi({ description: 'Empty once the conversation is erased' }),
    timestamp: momentSchema,
    latency_ms: milliseconds.openapi({
      description:
        'From webhook to answer, or over a socket from the prompt to its first word; null for what the caller says',
    }),
    model_ms: milliseconds.openapi({ description: 'Of it, what the model took' }),
  })
  .openapi('Turn')

export const conversationSchema = z
  .object({
    call_sid: z.string().openapi({ example: 'CA0123456789abcdef0123456789abcdef' }),
    caller: z.string().openapi({
      description: 'E.164, what was sent instead of a number, or `erased`',
      example: '+14155550123',
    }),
    contact_name: z.string().nullable().openapi({ description: 'If an active contact called' }),
    called: z.string().openapi({ example: '+12125550142' }),
    line: z.string().nullable().openapi({
      description: 'What `LINES` calls that number; null where it has none',
      example: 'Office',
    }),
    start_time: momentSchema,
    end_time: momentSchema.nullable().openapi({ description: 'Null while the call goes on' }),
    duration_seconds: z.number().nullable(),
    final_decision: z
      .enum(FINAL_DECISIONS)
      .nullable()
      .openapi({ description: 'Null while nothing is decided' }),
    transfer_status: z.enum(TRANSFER_STATUSES).nullable().openapi({
      description: 'How the dial to the owner ended; `declined` by a key',
      example: 'completed',
    }),
    call_type: z.string().nullable().openapi({ example: 'delivery' }),
    became: z
      .enum(BECAME)
      .nullable()
      .openapi({
        description:
          'For the owner: being put through (or nobody told how that ended), answered, missed, missed with a message, ' +
          'a message alone, turned away or declined by the owner; null while nothing is decided',
      }),
    call_back: z.string().nullable().openapi({
      description: 'Where the caller can be called back: the number left, else the one called from',
      example: '+14155550123',
    }),
    done_at: momentSchema.nullable().openapi({ description: 'When the owner was done with it' }),
    owner_verdict: z
      .enum(OWNER_VERDICTS)
      .nullable()
      .openapi({ description: 'What the owner says should have become of it' }),
    language: z.string().nullable().openapi({
      description:
        'What was spoken with the caller, BCP 47; null of calls before they had a language',
      example: 'es',
    }),
    flow: z.string().openapi({ example: 'concierge' }),
    flow_version: z.string().openapi({ example: '1' }),
    simulated: z
      .boolean()
      .openapi({ description: 'The owner played it, on the console or by `npm run call`' }),
    erased_at: momentSchema.nullable(),
    turns: z.array(turnSchema),
  })
  .openapi('Conversation')

export const journalEntrySchema = z
  .object({
    seq: z.int(),
    at: momentSchema,
    kind: z.enum(['event', 'answer', 'fault', 'rest']).openapi({
      description:
        'Something happened to the call; a port answered; a port failed; where the turn ended',
    }),
    webhook: z.string().nullable().openapi({ description: 'Which webhook brought the event' }),
    payload: z
      .unknown()
      .openapi({ description: 'The event, the port with its answer, or the state with its cue' }),
  })
  .openapi('JournalEntry')

export const wholeConversationSchema = conversationSchema.extend({
  journal: z.array(journalEntrySchema).optional(),
})

export const conversationPageSchema = z.object({
  conversations: z.array(conversationSchema),
  next_cursor: nextCursor,
  time_zone: z.string().openapi({
    description: 'Of the owner: days are asked for in it',
    example: 'America/Los_Angeles',
  }),
})

const tabCount = z.int().min(0).max(MOST_COUNTED)

export const tabCountsSchema = z
  .object(Object.fromEntries(TABS.map((tab) => [tab, tabCount])) as Record<Tab, typeof tabCount>)
  .openapi('TabCounts')

export const conversationChangeSchema = z
  .object({
    done: z.boolean('write true or false').openapi({
      description: 'Whether the owner is done with it: `done_at` is now, or null again',
    }),
    owner_verdict: z.enum(OWNER_VERDICTS, 'choose transfer, end or null').nullable().openapi({
      description: 'What should have become of it: `transfer`, `end`; null takes it back',
    }),
  })
  .partial()
  .strict()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'give done or owner_verdict',
  )
  .openapi('ConversationChange', { minProperties: 1 })

/** What a number called is named by; empty where it has no name. */
export interface Labels {
  of(called: string): { label: string }
}

export function conversationJson(
  call: Conversation,
  { of }: Labels,
): z.infer<typeof conversationSchema> {
  const { caller_id: caller, end_time, start_time } = call
  return {
    call_sid: call.call_sid,
    caller,
    contact_name: call.contact_name,
    called: call.called,
    line: of(call.called).label || null,
    start_time,
    end_time,
    // The clock may have stepped back meanwhile.
    duration_seconds:
      end_time === null ? null : Math.max(0, Date.parse(end_time) - Date.parse(start_time)) / 1000,
    final_decision: call.final_decision as (typeof FINAL_DECISIONS)[number] | null,
    transfer_status: call.transfer_status as TransferStatus | null,
    call_type: call.call_type,
    became: call.became as Became | null,
    call_back: call.call_back ?? callingNumber(caller),
    done_at: call.done_at,
    owner_verdict: call.owner_verdict as (typeof OWNER_VERDICTS)[number] | null,
    language: call.language,
    flow: call.flow,
    flow_version: call.flow_version,
    simulated: call.simulated !== PLAYED.not,
    erased_at: call.erased_at,
    turns: call.turns.map((turn) => ({
      turn_index: turn.turn_index,
      speaker: turn.speaker,
      text: turn.text,
      timestamp: turn.timestamp,
      latency_ms: turn.latency_ms,
      model_ms: turn.model_ms,
    })),
  }
}
