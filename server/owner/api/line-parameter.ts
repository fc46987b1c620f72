/** `?line=`: calls to one of the owner's numbers, by its label or by itself. */
import { z } from '@hono/zod-openapi'
import type { Houses } from '../../settings/houses/house.ts'
import { readPhoneNumber } from '../../settings/phone-number.ts'

/** Reads to E.164. */
export function lineParameter(houses: Pick<Houses, 'all' | 'named'>) {
  return z
    .string()
    .max(128)
    .transform((given, ctx) => {
      // A plus that nobody has escaped comes as a blank.
      const written = given.replace(/^ (?=\d)/, '+').trim()
      const number = houses.named(written)?.number ?? readPhoneNumber(written)
      if (number) return number
      const known = houses.all.map(({ label }) => label).join(', ')
      const message = `'${written}' is no line: ${known === '' ? 'there are none, see LINES' : `known are ${known}`}, or write a number called in full`
      ctx.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .optional()
    .openapi({
      type: 'string',
      description: 'Only calls to this number, by its label in `LINES` or in full',
      example: 'Office',
    })
}
