/** Until when something counts: for so many minutes, or until a moment that is still to come. */
import { z } from '@hono/zod-openapi'
import { momentOn, readClock } from '../../basics/clock.ts'
import { calendarOf } from '../../basics/calendar.ts'
import { Problem } from './problem.ts'

const DAY_MINUTES = 24 * 60
const LONGEST_DAYS = 366

const FORM =
  'give a moment like 2026-11-26T17:00:00Z, or by the clock of the owner 2026-11-26T17:00, or a day that it ends before, 2026-11-30'

/** On a clock, without a word of where. */
const BY_THE_CLOCK = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})$/

/** For a body: one of them. */
export const untilFields = {
  minutes: z
    .int()
    .min(1, 'give a minute at least')
    .max(LONGEST_DAYS * DAY_MINUTES, `at most ${LONGEST_DAYS} days`)
    .optional()
    .openapi({ description: 'From now on', example: 30 }),
  until: z
    .union([z.iso.date(), z.string().regex(BY_THE_CLOCK), z.iso.datetime({ offset: true })], FORM)
    .optional()
    .openapi({
      type: 'string',
      description: `A moment; without an offset by the clock of the owner; a day means its first moment`,
      example: '2099-11-26T17:00',
    }),
}

/** UTC, ISO 8601. Throws a `Problem` where it is neither, both, over already or too far away. */
export function readUntil(
  { minutes, until }: { minutes?: number | undefined; until?: string | undefined },
  { now, timeZone, pointer }: { now: Date; timeZone: string; pointer: string },
): string {
  const refuse = (field: string, detail: string) =>
    new Problem(422, `${field}: ${detail}`, {
      errors: [{ pointer: `${pointer}/${field}`, detail }],
    })
  if (minutes !== undefined && until !== undefined)
    throw refuse('until', 'give minutes or until, not both')
  if (minutes !== undefined) return new Date(now.getTime() + minutes * 60_000).toISOString()
  if (until === undefined) throw refuse('until', 'give minutes or until')
  const moment = momentNamed(until, timeZone)
  if (moment === null) throw refuse('until', FORM)
  if (moment <= now) throw refuse('until', 'is over already: give a moment that is still to come')
  if (moment.getTime() - now.getTime() > LONGEST_DAYS * DAY_MINUTES * 60_000)
    throw refuse('until', `give a moment within ${LONGEST_DAYS} days`)
  return moment.toISOString()
}

function momentNamed(written: string, timeZone: string): Date | null {
  if (written.length === 10) return new Date(calendarOf(timeZone).startOf(written))
  const [, day = '', clock = ''] = BY_THE_CLOCK.exec(written) ?? []
  if (day === '') return new Date(written)
  const minutes = readClock(clock)
  const isDay = z.iso.date().safeParse(day).success
  return minutes === null || !isDay ? null : momentOn(day, minutes, timeZone)
}
