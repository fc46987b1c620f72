/** `?caller=`: a phone number as people write it, or what Twilio sends where there is none. */
import { z } from '@hono/zod-openapi'
import { readPhoneNumber } from '../../settings/phone-number.ts'

export function callerSchema(country: string) {
  return z
    .string()
    .max(128)
    .transform((given, ctx) => {
      // A plus that nobody has escaped comes as a blank: https://url.spec.whatwg.org/#concept-urlencoded-parser
      const written = given.replace(/^ (?=\d)/, '+').trim()
      const number = readPhoneNumber(written, country)
      if (number) return number
      // `anonymous`, `sip:robin@example.com`, `client:robin`
      if (/\p{L}/u.test(written)) return written
      ctx.addIssue({ code: 'custom', message: 'give a phone number, like +14155550123' })
      return z.NEVER
    })
    .openapi({ type: 'string', example: '+14155550123' })
}
