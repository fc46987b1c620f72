/** Days as they are counted at a place: where the clocks change, a day has an hour more or less. */

export interface Calendar {
  /** IANA, like America/Los_Angeles. */
  timeZone: string
  /** `2026-11-22`, the day there. Takes ISO 8601 in UTC. */
  dayOf(moment: string): string
  /** 0 to 23, what the clocks there show of it. */
  hourOf(moment: string): number
  /** Its first moment there, ISO 8601 in UTC. Midnight itself may be missing, as may a whole day. */
  startOf(day: string): string
}

/** Clocks are changed at whole ones, in places at 00:01: https://data.iana.org/time-zones/tzdb/asia, Gaza */
const MINUTE_MS = 60 * 1000
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** Offsets from UTC are less than that: https://data.iana.org/time-zones/theory.html */
const FARTHEST_MS = 16 * HOUR_MS

const made = new Map<string, Calendar>()

/** Throws `RangeError` where there is no such zone. */
export function calendarOf(timeZone: string): Calendar {
  const calendar = made.get(timeZone) ?? createCalendar(timeZone)
  made.set(timeZone, calendar)
  return calendar
}

/** The day so many days later, or earlier. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

function createCalendar(timeZone: string): Calendar {
  const two = '2-digit'
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: two,
    day: two,
  })
  const hours = new Intl.DateTimeFormat('en-US', { timeZone, hour: two, hourCycle: 'h23' })
  let lastHour = { minute: Number.NaN, hour: 0 }
  /** The day last asked for: formatting costs a hundred times as much as comparing, and calls come in order. */
  let last = { day: '', from: '', to: '' }

  function dayAt(ms: number): string {
    const parts: Partial<Record<string, string>> = {}
    for (const { type, value } of format.formatToParts(ms)) parts[type] = value
    const { year = '', month, day } = parts
    return `${year.padStart(4, '0')}-${month}-${day}`
  }

  /** Days only go forward, so the first moment that is not before the day can be searched for. */
  function startOf(day: string): string {
    const utc = Date.parse(`${day}T00:00:00Z`)
    let [before, there] = [utc - FARTHEST_MS, utc + FARTHEST_MS]
    while (there - before > 1) {
      const between = Math.floor((before + there) / 2)
      if (dayAt(between) < day) before = between
      else there = between
    }
    return new Date(there).toISOString()
  }

  return {
    timeZone,
    startOf,
    hourOf(moment) {
      const minute = Math.floor(Date.parse(moment) / MINUTE_MS)
      if (minute !== lastHour.minute)
        lastHour = { minute, hour: Number(hours.format(minute * MINUTE_MS)) }
      return lastHour.hour
    },
    dayOf(moment) {
      if (moment >= last.from && moment < last.to) return last.day
      const day = dayAt(Date.parse(moment))
      last = { day, from: startOf(day), to: startOf(daysLater(day, 1)) }
      return day
    },
  }
}
