/** `?from=` and `?to=`: moments, or whole days. */
import { z } from '@hono/zod-openapi'

const DAY_MS = 24 * 60 * 60 * 1000
const message = 'give a day like 2026-11-22 or a moment like 2026-11-22T09:30:00Z'

function moment(description: string, wholeDayMs: number) {
  return z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], message)
    .transform((written) => {
      const isDay = written.length === 10
      return new Date(Date.parse(written) + (isDay ? wholeDayMs : 0)).toISOString()
    })
    .optional()
    .openapi({ type: 'string', description, example: '2026-11-22' })
}

/** Both as UTC, ISO 8601 with milliseconds; what lies at `to` itself is out. */
export const timeSpan = {
  from: moment('Calls that began then or later; a day begins at 0:00 UTC', 0),
  to: moment('Calls that began earlier; a day counts in full', DAY_MS),
}
