/** `?from=` and `?to=`: moments, or whole days. */
import { z } from '@hono/zod-openapi'
import { daysLater, type Calendar } from '../../basics/calendar.ts'

const message = 'give a day like 2026-11-22 or a moment like 2026-11-22T09:30:00Z'

function moment(calendar: Calendar, description: string, days: number) {
  return z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], message)
    .transform((written) =>
      written.length === 10
        ? calendar.startOf(daysLater(written, days))
        : new Date(written).toISOString(),
    )
    .optional()
    .openapi({ type: 'string', description, example: '2026-11-22' })
}

/** Both as UTC, ISO 8601 with milliseconds; what lies at `to` itself is out. Days are those of the calendar. */
export function timeSpan(calendar: Calendar) {
  return {
    from: moment(
      calendar,
      'Calls that began then or later; a day begins when it does in the time zone of the server',
      0,
    ),
    to: moment(calendar, 'Calls that began earlier; a day counts in full', 1),
  }
}
