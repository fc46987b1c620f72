/** How calls are met, in JSON. */
import { z } from '@hono/zod-openapi'
import { STANDINGS } from '../../../machines/standing.ts'
import { LONGEST_HOURS } from '../../settings/hours/read-hours.ts'
import type { HoursRule } from '../../settings/hours/hours.ts'
import type { Roll } from '../../../storage/roll.ts'
import type { GivenBlock } from '../../../storage/rules/blocks.ts'
import { givenBlockSchema } from './block-schema.ts'
import { contactName, contactRules } from './contact-schema.ts'
import { momentSchema } from './moment-schema.ts'
import { rollParameter, rollSchema, type Rolls } from './roll-parameter.ts'
import { phoneNumberSchema } from './phone-number-schema.ts'

interface Met {
  kind: (typeof STANDINGS)[number]
  reason: string
}

interface MetThen extends Met {
  flow: string
  decision: string | null
}

interface CallerNow extends Met {
  number: string
  name: string | null
  becomes: 'turned away' | 'put through' | 'screened'
}

interface Week {
  from: string
  to: string
  calls: number
  lookedAt: number
  changed: {
    call: { call_sid: string; start_time: string }
    caller: string
    was: MetThen
    would: MetThen
  }[]
}

/** Who looks ahead. */
export interface ForesightDesk {
  /** Where calls are judged by that list. */
  callersNow(roll: Roll, written: string): Promise<CallerNow[]>
  week(unsaved: {
    block: GivenBlock | null
    contact: {
      roll: Roll
      phoneNumber: string
      name: string
      prefix: string | null
      hours: string | null
    } | null
    hours: readonly HoursRule[] | null
  }): Promise<Week>
}

const underscored = (word: string) => word.replaceAll(' ', '_')

const met = {
  standing: z.enum(STANDINGS.map(underscored)).openapi({ example: 'contact' }),
  reason: z.string().openapi({ description: 'In words', example: 'a contact, Mom' }),
}

export const callersSchema = z.object({
  line: rollSchema,
  callers: z.array(
    z
      .object({
        number: z.string().openapi({ description: 'E.164, or how numbers begin' }),
        contact_name: z.string().nullable(),
        ...met,
        becomes: z.enum(['turned_away', 'put_through', 'screened']),
      })
      .openapi('ForeseenCaller'),
  ),
})

export function callerJson({ number, name, kind, reason, becomes }: CallerNow) {
  return {
    number,
    contact_name: name,
    standing: underscored(kind),
    reason,
    becomes: underscored(becomes) as 'turned_away' | 'put_through' | 'screened',
  }
}

export function unsavedSchema(country: string, houses: Rolls) {
  const { prefix, hours } = contactRules
  return z
    .strictObject({
      block: givenBlockSchema(country).optional(),
      contact: z
        .strictObject({
          line: rollParameter(houses),
          phone_number: phoneNumberSchema(country).optional(),
          contact_name: contactName.optional(),
          prefix,
          hours,
        })
        .optional(),
      hours: z.string().trim().min(1, 'write rules').max(LONGEST_HOURS).optional(),
    })
    .openapi('UnsavedRules', {
      description: 'What is not saved; nothing at all for the rules as they are today',
      example: { block: { prefix: '+1 900' } },
    })
}

const metThen = z.object({
  ...met,
  flow: z.string(),
  decision: z.string().nullable().openapi({
    description: 'As final_decision of a call; null where nobody knows, as nobody was asked then',
  }),
})

export const weekSchema = z
  .object({
    from: momentSchema,
    to: momentSchema,
    calls: z.int().openapi({ description: 'How many there were' }),
    looked_at: z.int().openapi({ description: 'How many of them, the newest, were looked at' }),
    changed: z.array(
      z.object({
        call_sid: z.string(),
        start_time: momentSchema,
        caller: z.string(),
        was: metThen,
        would: metThen,
      }),
    ),
  })
  .openapi('ForeseenWeek')

export function weekJson({ from, to, calls, lookedAt, changed }: Week) {
  return {
    from,
    to,
    calls,
    looked_at: lookedAt,
    changed: changed.map(({ call, caller, was, would }) => ({
      call_sid: call.call_sid,
      start_time: call.start_time,
      caller,
      was: metJson(was),
      would: metJson(would),
    })),
  }
}

function metJson({ kind, reason, flow, decision }: MetThen) {
  return { standing: underscored(kind), reason, flow, decision }
}
