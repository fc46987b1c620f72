/** A block in JSON: of a number, of all that begin so, or of a country's. */
import { z } from '@hono/zod-openapi'
import { MOST_NOTE, type GivenBlock } from '../../../storage/rules/blocks.ts'
import type { BlockRow } from '../../../storage/schema.ts'
import { isCountry } from '../../settings/phone-number.ts'
import { readPrefix } from '../../settings/read-prefix.ts'
import { printable } from './contact-schema.ts'
import { momentSchema } from './moment-schema.ts'
import { nextCursor } from './paging.ts'
import { phoneNumberSchema } from './phone-number-schema.ts'

const WHICH = ['phone_number', 'prefix', 'country'] as const
const KIND = { phone_number: 'number', prefix: 'prefix', country: 'country' } as const

const prefixSchema = z
  .string()
  .max(60)
  .transform((written, ctx) => {
    const read = readPrefix(written)
    if ('value' in read) return read.value
    ctx.addIssue({ code: 'custom', message: read.problem })
    return z.NEVER
  })
  .openapi({
    type: 'string',
    description: 'How numbers begin, with + and the country’s code',
    example: '+1 900',
  })

const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCountry, 'there are no telephone numbers of this country: give one like US or GB')
  .openapi({ type: 'string', description: 'ISO 3166, two letters', example: 'GB' })

const note = z
  .string()
  .trim()
  .max(MOST_NOTE, `at most ${MOST_NOTE} characters`)
  .refine((text) => text === '' || printable.test(text), 'no control characters')
  .optional()
  .openapi({ type: 'string', description: 'Why, for yourself', example: 'premium numbers' })

export function givenBlockSchema(country: string) {
  return z
    .strictObject({
      phone_number: phoneNumberSchema(country).optional(),
      prefix: prefixSchema.optional(),
      country: countrySchema.optional(),
      note,
    })
    .refine(
      (given) => WHICH.filter((name) => given[name] !== undefined).length === 1,
      'give phone_number, prefix or country: one of them',
    )
    .openapi('GivenBlock', {
      minProperties: 1,
      description: 'One of phone_number, prefix and country',
      example: { prefix: '+1 900', note: 'premium numbers' },
    })
}

/** Of what the schema has let through. */
export function blockGiven({
  note: why = '',
  ...given
}: Partial<Record<(typeof WHICH)[number] | 'note', string | undefined>>): GivenBlock {
  const name = WHICH.find((one) => given[one] !== undefined)!
  return { kind: KIND[name], value: given[name]!, note: why }
}

export const blockSchema = z
  .object({
    id: z.int(),
    phone_number: z.string().nullable().openapi({ description: 'E.164', example: '+14155550123' }),
    prefix: z.string().nullable().openapi({ example: '+1900' }),
    country: z.string().nullable().openapi({ example: 'GB' }),
    note: z.string(),
    created_at: momentSchema,
  })
  .openapi('Block', { description: 'Of number, prefix and country one, the others null' })

export const blockPageSchema = z.object({
  blocks: z.array(blockSchema),
  next_cursor: nextCursor,
})

export function blockJson({ id, kind, value, note: why, created_at }: BlockRow) {
  return {
    id,
    phone_number: kind === 'number' ? value : null,
    prefix: kind === 'prefix' ? value : null,
    country: kind === 'country' ? value : null,
    note: why,
    created_at,
  }
}
