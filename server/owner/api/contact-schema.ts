/** A contact in JSON. */
import { z } from '@hono/zod-openapi'
import { readContactLanguage } from '../../settings/speech/contact-language.ts'
import { readContactHours } from '../../settings/hours/read-contact-hours.ts'
import { readPrefix } from '../../settings/read-prefix.ts'
import type { ContactRow } from '../../../storage/schema.ts'
import { momentSchema } from './moment-schema.ts'
import { nextCursor } from './paging.ts'
import { rollName, rollSchema, type Rolls } from './roll-parameter.ts'

/**
 * No control characters. Without a flag, and without `\\p` or `\\u`: a description has room for the pattern alone, and
 * clients in other languages have to read it in the same way. https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
const PRINTABLE = String.raw`^[^\x00-\x1F\x7F-\x9F]+$`
export const printable = new RegExp(PRINTABLE)

export const contactName = z
  .string()
  .trim()
  .min(1, 'give a name')
  .max(200, 'at most 200 characters')
  .regex(printable, 'only letters and signs, no control characters')
  .openapi({ example: 'Mom' })

export const category = z
  .string()
  .trim()
  .min(1, 'give a category, such as family')
  .max(50, 'at most 50 characters')
  .regex(printable, 'only letters and signs, no control characters')
  .openapi({ example: 'family' })

/** A reader of settings, for what may be null. */
function readBy(read: (written: string) => { value: string } | { problem: string }) {
  return z
    .string()
    .max(500)
    .transform((written, ctx) => {
      const answer = read(written)
      if ('value' in answer) return answer.value
      ctx.addIssue({ code: 'custom', message: answer.problem })
      return z.NEVER
    })
    .nullable()
    .optional()
}

/** What a contact may say besides; null takes it away, and what is left out stays as it was. */
export const contactRules = {
  prefix: readBy(readPrefix).openapi({
    type: ['string', 'null'],
    description: 'Numbers that begin so stand for it too, with + and the country’s code',
    example: '+1 415 555 01…',
  }),
  hours: readBy(readContactHours).openapi({
    type: ['string', 'null'],
    description: 'When its calls pass, by the clock of the owner; at other times they are screened',
    example: 'mon-fri 08:00-18:00',
  }),
  language: readBy(readContactLanguage).openapi({
    type: ['string', 'null'],
    description: 'In which it is spoken to, BCP 47',
    example: 'es',
  }),
}

export const contactSchema = z
  .object({
    phone_number: z.string().openapi({ description: 'E.164', example: '+14155550123' }),
    line: rollSchema,
    contact_name: z.string().openapi({ example: 'Mom' }),
    category: z.string().openapi({ example: 'family' }),
    is_active: z.boolean().openapi({ description: 'Whether calls of this number pass' }),
    created_at: momentSchema,
    updated_at: momentSchema,
    prefix: z.string().nullable().openapi({
      description: 'Numbers that begin so stand for it too',
      example: '+141555501',
    }),
    hours: z.string().nullable().openapi({
      description: "When its calls pass, in the owner's time zone; null for always",
      example: 'Mon-Fri 08:00-18:00',
    }),
    language: z.string().nullable().openapi({
      description: 'In which it is spoken to, BCP 47; null where nobody says',
      example: 'es',
    }),
  })
  .openapi('Contact')

export const contactPageSchema = z.object({
  line: rollSchema,
  exceptions: z.array(contactSchema),
  next_cursor: nextCursor,
})

export const contactCheckSchema = z.object({
  line: rollSchema,
  found: z.boolean(),
  contact: z.union([contactSchema, z.null()]),
})

export function contactJson(
  row: ContactRow,
  houses: Pick<Rolls, 'of'>,
): z.infer<typeof contactSchema> {
  return { ...row, line: rollName(row.line, houses), is_active: row.is_active === 1 }
}
