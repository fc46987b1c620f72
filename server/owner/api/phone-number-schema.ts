/** Phone numbers as people write them, in a path, a query or a body. */
import { z } from '@hono/zod-openapi'
import { readPhoneNumber } from '../../settings/phone-number.ts'

/** Reads to E.164; numbers without a country are of `country`. */
export function phoneNumberSchema(country: string) {
  return z
    .string()
    .max(60)
    .transform((written, ctx) => {
      const number = readPhoneNumber(written, country)
      if (number) return number
      const message = `'${written}' is no phone number: write it in full, like +14155550123, or as it is dialled in ${country}`
      ctx.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .openapi({
      type: 'string',
      description: `As people write it, such as (415) 555-0123 or 00 44 20 7946 0018; without a country one of ${country}`,
      example: '+14155550123',
    })
}
