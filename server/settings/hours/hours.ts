/** When which flow answers, by the clock where the owner is: whatever is done to that clock, it is what counts. */
import { daysLater } from '../../basics/calendar.ts'
import { shownAt } from '../../basics/clock.ts'

/** 1 is Monday, 7 Sunday, as https://www.iso.org/iso-8601-date-and-time-format.html counts them. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export type Days =
  | { of: 'week'; weekdays: readonly Weekday[] }
  /** `2026-12-24` to `2027-01-02`, both of them included. */
  | { of: 'calendar'; from: string; to: string }
  /** `12-24` to `01-02`, year after year. */
  | { of: 'year'; from: string; to: string }

/** In minutes after midnight; where `to` is not later, it is on the next day. */
export interface Span {
  from: number
  to: number
}

export interface HoursRule {
  /** The number called, E.164; null for all of them. */
  called: string | null
  /** Null for every day. */
  days: Days | null
  /** None for the whole day. One that goes past midnight belongs to the day it begins on. */
  spans: readonly Span[]
  flow: string
}

/** For the time being, whatever the rules say. */
export interface Quiet {
  /** UTC, ISO 8601: the first moment that it does not count any more. */
  until: string
  flow: string
}

export interface Hours {
  timeZone: string
  rules: readonly HoursRule[]
  quiet: Quiet | null
  /** Id of the flow where nothing else says so, and by the number called. */
  flow: string
  flowByNumber: ReadonlyMap<string, string>
}

export interface Answering {
  flow: string
  /** What says so; a rule stands in `rule`. */
  by: 'quiet' | 'rule' | 'number' | 'always'
  rule: HoursRule | null
}

/**
 * What is said of one number goes before what is said of all, a day of the calendar before one of the week, and of
 * several that fit the first. `called` is E.164, or null for a number that nothing is said of.
 */
export function answeringAt(hours: Hours, called: string | null, at: Date): Answering {
  const { quiet, flowByNumber } = hours
  if (quiet !== null && at.getTime() < Date.parse(quiet.until))
    return { flow: quiet.flow, by: 'quiet', rule: null }
  const shown = shownAt(at, hours.timeZone)
  const found = (number: string | null) => {
    const fitting = hours.rules.filter((rule) => rule.called === number && fits(rule, shown))
    return fitting.find(({ days }) => days !== null && days.of !== 'week') ?? fitting[0]
  }
  const ofNumber = called === null ? undefined : found(called)
  if (ofNumber) return { flow: ofNumber.flow, by: 'rule', rule: ofNumber }
  const given = called === null ? undefined : flowByNumber.get(called)
  if (given !== undefined) return { flow: given, by: 'number', rule: null }
  const ofAll = found(null)
  if (ofAll) return { flow: ofAll.flow, by: 'rule', rule: ofAll }
  return { flow: hours.flow, by: 'always', rule: null }
}

interface Shown {
  day: string
  minutes: number
}

function fits({ days, spans }: HoursRule, { day, minutes }: Shown): boolean {
  if (spans.length === 0) return isAmong(days, day)
  return spans.some(({ from, to }) => {
    if (from < to) return minutes >= from && minutes < to && isAmong(days, day)
    if (minutes >= from) return isAmong(days, day)
    return minutes < to && isAmong(days, daysLater(day, -1))
  })
}

function isAmong(days: Days | null, day: string): boolean {
  if (days === null) return true
  if (days.of === 'calendar') return day >= days.from && day <= days.to
  if (days.of === 'week') return days.weekdays.includes(weekdayOf(day))
  const ofYear = day.slice(5)
  const { from, to } = days
  return from <= to ? ofYear >= from && ofYear <= to : ofYear >= from || ofYear <= to
}

/** Of a day like `2026-11-26`. */
function weekdayOf(day: string): Weekday {
  const counted = new Date(`${day}T00:00:00Z`).getUTCDay()
  return (counted === 0 ? 7 : counted) as Weekday
}

const MINUTE_MS = 60_000
/** Clocks differ from UTC by whole multiples of it, and are changed at them: https://data.iana.org/time-zones/theory.html */
const QUARTER_MINUTES = 15
const AHEAD_MS = 14 * 24 * 60 * MINUTE_MS

/** When another flow answers next, within two weeks; null where none does. */
export function nextChange(
  hours: Hours,
  called: string | null,
  at: Date,
): { at: Date; flow: string } | null {
  const now = answeringAt(hours, called, at).flow
  const minutes = new Set([0])
  for (const { spans } of hours.rules)
    for (const { from, to } of spans)
      for (const edge of [from, to]) minutes.add(edge % QUARTER_MINUTES)
  const edges = [...minutes].toSorted((a, b) => a - b)
  const quarterMs = QUARTER_MINUTES * MINUTE_MS
  const first = Math.floor(at.getTime() / quarterMs) * quarterMs
  const quietUntil = hours.quiet === null ? Number.NaN : Date.parse(hours.quiet.until)
  for (let quarter = first; quarter < at.getTime() + AHEAD_MS; quarter += quarterMs) {
    const moments = edges.map((minute) => quarter + minute * MINUTE_MS)
    // It may end at any moment.
    if (quietUntil >= quarter && quietUntil < quarter + quarterMs) moments.push(quietUntil)
    for (const moment of moments.toSorted((a, b) => a - b)) {
      if (moment <= at.getTime()) continue
      const { flow } = answeringAt(hours, called, new Date(moment))
      if (flow !== now) return { at: new Date(moment), flow }
    }
  }
  return null
}
