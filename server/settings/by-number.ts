/** What holds for calls to some numbers: a flow of their own, or a line. */
import { z } from 'zod'
import { readPhoneNumber } from './phone-number.ts'

/** How calls come in and are answered: by documents and forms, or by words over a socket. */
export const VOICE_LINES = ['gather', 'relay'] as const

/** `NUMBER=flow`, commas between them. */
export const flowsByNumber = byNumber(
  'write each number in full and its flow, like +14155550123=after-hours',
  (flow) => flow,
)

/** `NUMBER=language`, commas between them. */
export const languagesByNumber = byNumber(
  'write each number in full and its language, like +14155550123=es-ES',
  (language) => language,
)

/** `NUMBER=line`, commas between them. */
export const linesByNumber = byNumber(
  'write each number in full and its line, gather or relay, like +14155550123=relay',
  (line) => VOICE_LINES.find((known) => known === line),
)

/** `read`: undefined for what is none. */
function byNumber<Value>(form: string, read: (written: string) => Value | undefined) {
  return z.string().transform((written, ctx) => {
    const found = new Map<string, Value>()
    for (const entry of written.split(',')) {
      const [given = '', named = '', more] = entry.split('=').map((part) => part.trim())
      const number = readPhoneNumber(given)
      const value = named ? read(named) : undefined
      if (!number || value === undefined || more !== undefined || found.has(number)) {
        const isTwice = number !== null && found.has(number)
        ctx.addIssue({ code: 'custom', message: isTwice ? `${number} is there twice` : form })
        return z.NEVER
      }
      found.set(number, value)
    }
    return found
  })
}
