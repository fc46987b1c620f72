/** What calls to some numbers have of their own: a flow, a language. */
import { z } from 'zod'
import { readPhoneNumber } from './phone-number.ts'

/** `NUMBER=value`, commas between them. `form`: what to write where it is none. */
export function byNumber(form: string) {
  return z.string().transform((written, ctx) => {
    const found = new Map<string, string>()
    for (const entry of written.split(',')) {
      const [given = '', value = '', more] = entry.split('=').map((part) => part.trim())
      const number = readPhoneNumber(given)
      if (!number || !value || more !== undefined || found.has(number)) {
        const isTwice = number !== null && found.has(number)
        ctx.addIssue({ code: 'custom', message: isTwice ? `${number} is there twice` : form })
        return z.NEVER
      }
      found.set(number, value)
    }
    return found
  })
}
