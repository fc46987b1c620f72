/** When the clocks at a place show an hour, told in UTC: databases know no zones, or each its own. */

/** A time between two changes of the clocks. */
export interface HourSpan {
  /** UTC, ISO 8601; `from` included, `to` not. Null where the clocks are not asked about further out. */
  from: string | null
  to: string | null
  /** What clocks in UTC show meanwhile, `21:30`: from the first until before the second, maybe over midnight. */
  clock: readonly [first: string, last: string]
}

const MINUTE_MS = 60 * 1000
const HOUR = 60
const DAY = 24 * HOUR

/**
 * No two changes of a place's clocks lie nearer to one another than a week: America/Noronha in October 2000.
 * https://data.iana.org/time-zones/tzdb/southamerica
 */
const STEP_MS = 3 * 24 * HOUR * MINUTE_MS

/**
 * The spans between two moments, with nothing left out: the first reaches back from there, the last on. Looks at the clocks
 * every few days: the caller bounds the years. `timeZone` is IANA, `hour` 0 to 23.
 */
export function hourSpans(
  timeZone: string,
  hour: number,
  { from, to }: { from: string; to: string },
): HourSpan[] {
  const offsetAt = offsets(timeZone)
  const end = Date.parse(to)
  const spans: HourSpan[] = []
  let begun: string | null = null
  let at = Date.parse(from)
  let offset = offsetAt(at)
  while (at < end) {
    const next = Math.min(at + STEP_MS, end)
    if (offsetAt(next) !== offset) {
      const change = new Date(changeBetween(at, next, offsetAt)).toISOString()
      spans.push({ from: begun, to: change, clock: clockOf(hour, offset) })
      begun = change
      offset = offsetAt(next)
    }
    at = next
  }
  return [...spans, { from: begun, to: null, clock: clockOf(hour, offset) }]
}

/** The first moment at which the clocks show what they do at the end. */
function changeBetween(from: number, to: number, offsetAt: (ms: number) => number): number {
  let [before, there] = [from, to]
  const offset = offsetAt(to)
  while (there - before > 1) {
    const between = Math.floor((before + there) / 2)
    if (offsetAt(between) === offset) there = between
    else before = between
  }
  return there
}

function clockOf(hour: number, offset: number): HourSpan['clock'] {
  const first = hour * HOUR - offset
  return [inUtc(first), inUtc(first + HOUR)]
}

/** `minutes` may be those of another day. */
function inUtc(minutes: number): string {
  const ofDay = (minutes + 2 * DAY) % DAY
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(ofDay / HOUR))}:${two(ofDay % HOUR)}`
}

/** Minutes ahead of UTC. `GMT-03:30`, and `GMT` alone: https://tc39.es/ecma402/#sec-partitiondatetimepattern */
function offsets(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  return (ms) => {
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(format.format(ms)) ?? []
    if (sign === undefined) return 0
    const ahead = Number(hours) * HOUR + Number(minutes)
    return sign === '-' ? -ahead : ahead
  }
}
