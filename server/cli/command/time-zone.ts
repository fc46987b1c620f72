/** Moments of a place: its clock read, and set. */
import { readTimeZone } from '../../settings/time-zone.ts'
import { UsageError } from './usage-error.ts'

/** What a clock on the wall shows; `month` from 1. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** The zone that a command reads and shows times in, as the server would. Throws `UsageError` where there is no such zone. */
export function timeZoneOf(env: NodeJS.ProcessEnv): string {
  const [TIME_ZONE, TZ] = [env.TIME_ZONE?.trim() || undefined, env.TZ?.trim() || undefined]
  const { name, problem } = readTimeZone({ TIME_ZONE, TZ })
  if (problem) throw new UsageError(`${problem.setting}: ${problem.message}`)
  return name
}

const clocks = new Map<string, Intl.DateTimeFormat>()

export function wallTimeIn(zone: string, moment: Date): WallTime {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const parts = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  )
  return parts as unknown as WallTime
}

const HALF_DAY_MS = 12 * 60 * 60 * 1000

/**
 * When the clocks there show this: where they show it twice the first time, and where they leap over it the
 * moment in which they leap. What is too much of one part counts on in the next: the 32nd is the 1st.
 */
export function momentIn(zone: string, wall: WallTime): Date {
  const { year, month, day, hour, minute, second } = wall
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = (at: number) => asMs(wallTimeIn(zone, new Date(at))) - Math.floor(at / 1000) * 1000
  const before = offset(asUtc - HALF_DAY_MS * 2)
  const after = offset(asUtc + HALF_DAY_MS * 2)
  const fits = [asUtc - before, asUtc - after].filter((at) => at + offset(at) === asUtc)
  return new Date(fits.length > 0 ? Math.min(...fits) : asUtc - before)
}

function asMs({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
