/** Flows for calls to some numbers. */
import { z } from 'zod'
import { readPhoneNumber } from './phone-number.ts'

const FLOWS_FORM = 'write each number in full and its flow, like +14155550123=after-hours'

/** `NUMBER=flow`, commas between them. */
export const flowsByNumber = z.string().transform((written, ctx) => {
  const byNumber = new Map<string, string>()
  for (const entry of written.split(',')) {
    const [given = '', flow = '', more] = entry.split('=').map((part) => part.trim())
    const number = readPhoneNumber(given)
    if (!number || !flow || more !== undefined || byNumber.has(number)) {
      const isTwice = number !== null && byNumber.has(number)
      ctx.addIssue({ code: 'custom', message: isTwice ? `${number} is there twice` : FLOWS_FORM })
      return z.NEVER
    }
    byNumber.set(number, flow)
  }
  return byNumber
})
