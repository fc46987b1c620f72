/** A contact in JSON. */
import { z } from '@hono/zod-openapi'
import type { ContactRow } from '../../../storage/schema.ts'
import { momentSchema } from './moment-schema.ts'
import { nextCursor } from './paging.ts'

/**
 * No control characters. Without a flag, and without `\\p` or `\\u`: a description has room for the pattern alone, and
 * clients in other languages have to read it in the same way. https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
const PRINTABLE = String.raw`^[^\x00-\x1F\x7F-\x9F]+$`
const printable = new RegExp(PRINTABLE)

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

export const contactSchema = z
  .object({
    phone_number: z.string().openapi({ description: 'E.164', example: '+14155550123' }),
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
  exceptions: z.array(contactSchema),
  next_cursor: nextCursor,
})

export const contactCheckSchema = z.object({
  found: z.boolean(),
  contact: z.union([contactSchema, z.null()]),
})

export function contactJson(row: ContactRow): z.infer<typeof contactSchema> {
  return { ...row, is_active: row.is_active === 1 }
}
