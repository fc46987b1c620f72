/** Phone numbers as people write them, in a path, a query or a body. */
import { z } from '@hono/zod-openapi'
import { judgePhoneNumber } from '../../settings/phone-number.ts'
import { readPrefix } from '../../settings/read-prefix.ts'

/** Reads to E.164; numbers without a country are of `country`. */
export function phoneNumberSchema(country: string) {
  return z
    .string()
    .max(60)
    .transform((written, ctx) => {
      const { number, ...why } = judgePhoneNumber(written, country)
      if (number !== null) return number
      const advice = 'advice' in why ? why.advice : null
      const message = `'${written}' is no phone number: ${advice ?? `write it in full, like +14155550123, or as it is dialled in ${country}`}`
      ctx.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .openapi({
      type: 'string',
      description: `As people write it, such as (415) 555-0123 or 00 44 20 7946 0018; without a country one of ${country}`,
      example: '+14155550123',
    })
}

/** What an entry of the exception list stands under: a number, or the prefix of one that has no other. */
export function entryNumberSchema(country: string) {
  const number = phoneNumberSchema(country)
  return z
    .string()
    .max(60)
    .transform((written, ctx) => {
      const read = number.safeParse(written)
      if (read.success) return read.data
      const prefix = readPrefix(written)
      if ('value' in prefix) return prefix.value
      for (const { message } of read.error.issues) ctx.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .openapi({
      type: 'string',
      description: `A number as people write it, without a country one of ${country}; or the prefix of an entry that has no number`,
      example: '+14155550123',
    })
}
