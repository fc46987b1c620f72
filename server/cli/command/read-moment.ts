/** Moments as people write them, in local time. */
import { UsageError } from './usage-error.ts'

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
