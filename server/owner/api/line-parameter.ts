/** `?line=`: calls to one of the owner's numbers, by its label or by itself. */
import { z } from '@hono/zod-openapi'
import type { House, Houses } from '../../settings/houses/house.ts'
import { readPhoneNumber } from '../../settings/phone-number.ts'

/** What lines are found by. */
type Lines = Pick<Houses, 'all' | 'named'>

/** Reads to E.164. */
export function lineParameter(houses: Lines) {
  const numberOf = (house: House | null, number: string | null) => house?.number ?? number
  return writtenLine(houses, numberOf, ', or write a number called in full').optional().openapi({
    type: 'string',
    description: 'Only calls to this number, by its label in `LINES` or in full',
    example: 'Office',
  })
}

/**
 * As `read` has it from the line that is written, if there is one, and the number, E.164, if it is one; null is refused in
 * words, to which `besides` adds what else may be written.
 */
export function writtenLine<Meant>(
  houses: Lines,
  read: (house: House | null, number: string | null) => Meant | null,
  besides: string,
) {
  return z
    .string()
    .max(128)
    .transform((given, ctx): Meant => {
      // A plus that nobody has escaped comes as a blank.
      const written = given.replace(/^ (?=\d)/, '+').trim()
      const number = readPhoneNumber(written)
      const meant = read(houses.named(written) ?? houses.named(number ?? ''), number)
      if (meant !== null) return meant
      const known = houses.all.map(({ label }) => label).join(', ')
      const message = `'${written}' is no line: ${known === '' ? 'there are none, see LINES' : `known are ${known}`}${besides}`
      ctx.addIssue({ code: 'custom', message })
      return z.NEVER
    })
}
