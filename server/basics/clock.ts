/** Times of day as the clocks at a place show them, whatever is done to those clocks. */

/** `18:00` or `9:30` as minutes after midnight; null where it is none. */
export function readClock(written: string): number | null {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(written) ?? []
  return hour === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** `18:00` */
export function writeClock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/**
 * When the clocks there show so many minutes after midnight on this day (`2026-11-26`). Where they show it twice, the
 * first time; where they leave it out, as long after the gap as it would have been in it.
 */
export function momentOn(day: string, minutes: number, timeZone: string): Date {
  const shown = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS
  // Nowhere are the clocks changed twice within two days.
  const before = new Date(shown - offsetAt(shown - DAY_MS, timeZone))
  const after = new Date(shown - offsetAt(shown + DAY_MS, timeZone))
  const shows = (moment: Date) => moment.getTime() + offsetAt(moment.getTime(), timeZone) === shown
  if (shows(before)) return before
  return shows(after) ? after : before
}

/** What calendars and clocks there show: the day (`2026-11-26`), and minutes after midnight. */
export function shownAt(moment: Date, timeZone: string): { day: string; minutes: number } {
  const ms = moment.getTime()
  const there = ms + offsetAt(ms, timeZone)
  const midnight = Math.floor(there / DAY_MS) * DAY_MS
  const day = new Date(midnight).toISOString().slice(0, 10)
  return { day, minutes: Math.floor((there - midnight) / MINUTE_MS) }
}

/** Clocks are changed only at whole ones of UTC: https://data.iana.org/time-zones/theory.html */
const QUARTER_MS = 15 * MINUTE_MS

/** What was asked last: reading it from Intl costs a hundred times as much, and moments come in order. */
let last = { quarter: Number.NaN, timeZone: '', offset: 0 }

/** How far the clocks there are ahead of UTC, to the minute. */
function offsetAt(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS)
  if (last.quarter !== quarter || last.timeZone !== timeZone)
    last = { quarter, timeZone, offset: readOffset(quarter * QUARTER_MS, timeZone) }
  return last.offset
}

function readOffset(ms: number, timeZone: string): number {
  const parts: Partial<Record<string, number>> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(ms)) parts[type] = Number(value)
  const { year = 0, month = 1, day, hour, minute } = parts
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / MINUTE_MS) * MINUTE_MS
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}
