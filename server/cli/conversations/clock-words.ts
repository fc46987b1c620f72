/** Moments as people write and read them, in local time. */
import { UsageError } from '../call/options.ts'

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/
const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i

/** ISO 8601 in UTC. A day means its first moment, and as the end of a span the first one after it. */
export function readMoment(
  option: 'from' | 'to' | 'since',
  written: string | undefined,
): string | undefined {
  if (written === undefined) return undefined
  const parts = DAY.exec(written) ?? TIME.exec(written)
  // The day after the 30th of February is not what anybody meant by it; Date would take it.
  const exists = parts && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  const moment = exists ? new Date(DAY.test(written) ? `${written}T00:00` : written) : null
  if (!moment || Number.isNaN(moment.getTime()))
    throw new UsageError(`--${option} ${written}: write it like 2026-01-31 or 2026-01-31T18:30`)
  // Not 24 hours: where the clocks change, a day has one more or less.
  if (option === 'to' && DAY.test(written)) moment.setDate(moment.getDate() + 1)
  return moment.toISOString()
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** `2026-01-31 18:30:05`, local. */
export function localTime(iso: string): string {
  const time = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`
}

/** `41 s`, `2 min 05 s`, `1 h 02 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
