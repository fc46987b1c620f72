/** Until when, as people say it: for so long, to a time of day, to a day. */
import { momentIn, wallTimeIn } from './time-zone.ts'
import type { Here } from './read-moment.ts'
import { UsageError } from './usage-error.ts'

/** For the help of a command. */
export const AHEAD_HELP = `WHEN is how long (30m, 2h, 3d), a time (17:00: the next there is), a day, which means its beginning
(tomorrow, monday, 2026-11-30), or both (2026-11-30T09:00). It is read, and shown, in TIME_ZONE, else in
the zone of this machine.`

const SPAN = /^(\d{1,5}) ?(m|min|h|d)$/
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[t ]([01]?\d|2[0-3]):([0-5]\d))?$/
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MINUTES = { m: 1, min: 1, h: 60 }

/** A weekday is the next one, never today. Throws `UsageError` where it is none, or over already. */
export function readAhead(written: string, { now, zone }: Here): Date {
  const word = written.trim().toLowerCase()
  const there = wallTimeIn(zone, now)
  const on = (more: { day: number; hour?: number; minute?: number }) =>
    momentIn(zone, { ...there, hour: 0, minute: 0, second: 0, ...more })

  function read(): Date | null {
    const [, count, unit] = SPAN.exec(word) ?? []
    // The same time of the day, also where the clocks are changed meanwhile.
    if (unit === 'd') return momentIn(zone, { ...there, day: there.day + Number(count) })
    if (unit !== undefined)
      return new Date(now.getTime() + Number(count) * MINUTES[unit as 'm' | 'min' | 'h'] * 60_000)
    const [, hour, minute] = CLOCK.exec(word)?.map(Number) ?? []
    if (hour !== undefined) {
      const today = on({ day: there.day, hour, minute: minute! })
      return today > now ? today : on({ day: there.day + 1, hour, minute: minute! })
    }
    if (word === 'tomorrow') return on({ day: there.day + 1 })
    const weekday = WEEKDAYS.findIndex((name) => name === word || name.slice(0, 3) === word)
    if (weekday >= 0) return on({ day: there.day + daysTo(weekday) })
    return readDate()
  }

  function daysTo(weekday: number): number {
    const today = new Date(Date.UTC(there.year, there.month - 1, there.day)).getUTCDay()
    return ((weekday - today + 6) % 7) + 1
  }

  /** The 30th of February is not what anybody meant. */
  function readDate(): Date | null {
    const parts = DATE.exec(word)
    if (!parts) return null
    const [year, month, day, hour, minute] = parts.slice(1).map((part) => Number(part ?? 0))
    const date = new Date(Date.UTC(year!, month! - 1, day))
    if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return null
    return momentIn(zone, {
      year: year!,
      month: month!,
      day,
      hour: hour!,
      minute: minute!,
      second: 0,
    })
  }

  const moment = read()
  if (moment === null || Number.isNaN(moment.getTime()))
    throw new UsageError(
      `${written}: write it like 30m, 2h, 17:00, tomorrow, monday or 2026-11-30T09:00`,
    )
  if (moment <= now) throw new UsageError(`${written} is over already: give a moment still to come`)
  return moment
}
