/** `?hour=`: calls by the hour of the owner's day in which they began. */
import { z } from '@hono/zod-openapi'
import type { Queries } from '../../../storage/database.ts'
import { findEnds, type ConversationFilter } from '../../../storage/review/conversations.ts'
import type { Calendar } from '../../basics/calendar.ts'
import { hourSpans } from '../../basics/hour-spans.ts'
import { laterOf } from '../../basics/later-of.ts'
import { Problem } from './problem.ts'

/** Clocks change twice a year, in places four times: a query names each of the changes. */
const MOST_YEARS = 60
const YEAR_MS = 366 * 24 * 60 * 60 * 1000

export const hourParameter = z
  .string()
  .regex(/^(1?\d|2[0-3])$/, 'give an hour from 0 to 23')
  .transform(Number)
  .optional()
  .openapi({
    type: 'integer',
    minimum: 0,
    maximum: 23,
    description:
      'Calls that began in this hour of the day, as clocks in the time zone of the server showed it; `hours` of /stats counts them',
    example: 14,
  })

/** With the hour as a database knows it. Throws a `Problem` where the calls lie too many years apart. */
export async function withClock(
  queries: Queries,
  calendar: Calendar,
  { hour, ...filter }: ConversationFilter & { hour?: number | undefined },
): Promise<ConversationFilter> {
  if (hour === undefined) return filter
  const ends = await findEnds(queries)
  if (ends === null) return filter
  const from = filter.from === undefined ? ends.first : laterOf(filter.from, ends.first)
  const to = filter.to === undefined || filter.to > ends.last ? ends.last : filter.to
  if (Date.parse(to) - Date.parse(from) > MOST_YEARS * YEAR_MS)
    throw new Problem(422, `Calls lie too far apart: give from and to, ${MOST_YEARS} years at most`)
  return { ...filter, clock: hourSpans(calendar.timeZone, hour, { from, to }) }
}
