/** Moments as people write them, in the time of a place. */
import { momentIn, wallTimeIn, type WallTime } from './time-zone.ts'
import { UsageError } from './usage-error.ts'

/** When and where it is read. */
export interface Here {
  now: Date
  /** IANA. */
  zone: string
}

type MomentOption = 'from' | 'to' | 'since'

/** For the help of a command. */
export const MOMENT_HELP = `TIME is a day or a moment: 2026-01-31, 2026-01-31T18:30, today, yesterday, monday, or how long
ago: 90min, 24h, 7d, 2w. It is read, and shown, in TIME_ZONE, else in the zone of this machine.`

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/
const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i
const AGO = /^(\d{1,6})\s*(min|h|d|w)(?:\s+ago)?$/
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * ISO 8601 in UTC. A day means its first moment, and as the end of a span the first one after it; a weekday is
 * the last one there was, which may be today. Throws `UsageError`.
 */
export function readMoment(
  option: MomentOption,
  written: string | undefined,
  here: Here,
): string | undefined {
  if (written === undefined) return undefined
  const word = written.trim().toLowerCase()
  const day = dayNamed(word, here)
  // Not 24 hours: where the clocks change, a day has one more or less.
  const moment = day
    ? momentIn(here.zone, { ...day, ...MIDNIGHT, day: day.day + (option === 'to' ? 1 : 0) })
    : (momentWritten(word, here) ?? momentAgo(word, here))
  if (!moment || Number.isNaN(moment.getTime()))
    throw new UsageError(
      `--${option} ${written}: write it like 2026-01-31, 2026-01-31T18:30, yesterday, monday, 24h or 7d`,
    )
  return moment.toISOString()
}

/** `--since` is another word for `--from`. Throws `UsageError`, also where no moment lies in it. */
export function readSpan(
  { from, since, to }: { [Option in MomentOption]: string | undefined },
  here: Here,
): { from: string | undefined; to: string | undefined } {
  if (from !== undefined && since !== undefined)
    throw new UsageError('Either --from or --since: they are the same')
  const begin = readMoment('from', from, here) ?? readMoment('since', since, here)
  const end = readMoment('to', to, here)
  if (begin !== undefined && end !== undefined && begin >= end)
    throw new UsageError(
      `--${from === undefined ? 'since' : 'from'} ${from ?? since} is not before --to ${to}: no call fits`,
    )
  return { from: begin, to: end }
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0 }

type Day = Pick<WallTime, 'year' | 'month' | 'day'>

function dayNamed(word: string, { now, zone }: Here): Day | null {
  const [, year, month, day] = DAY.exec(word)?.map(Number) ?? []
  if (day !== undefined) return existing({ year: year!, month: month!, day })
  const today = wallTimeIn(zone, now)
  if (word === 'today') return today
  if (word === 'yesterday') return { ...today, day: today.day - 1 }
  // Three letters are enough to tell them apart.
  const weekday = WEEKDAYS.findIndex((name) => name === word || name.slice(0, 3) === word)
  if (weekday < 0) return null
  const weekdayNow = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay()
  return { ...today, day: today.day - ((weekdayNow - weekday + 7) % 7) }
}

function momentWritten(word: string, { zone }: Here): Date | null {
  const parts = TIME.exec(word)
  if (!parts) return null
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const clock = { hour: hour!, minute: minute!, second: second! }
  const exists = existing({ year: year!, month: month!, day: day! })
  if (!exists || clock.hour > 23 || clock.minute > 59 || clock.second > 59) return null
  return parts[7] === undefined
    ? momentIn(zone, { ...exists, ...clock })
    : new Date(word.replace(' ', 'T').toUpperCase())
}

function momentAgo(word: string, { now, zone }: Here): Date | null {
  const [, count, unit] = AGO.exec(word) ?? []
  if (count === undefined) return null
  const many = Number(count)
  if (unit === 'min') return new Date(now.getTime() - many * 60_000)
  if (unit === 'h') return new Date(now.getTime() - many * 3_600_000)
  // The same time of the day, also where the clocks have changed since.
  const then = wallTimeIn(zone, now)
  return momentIn(zone, { ...then, day: then.day - many * (unit === 'w' ? 7 : 1) })
}

/** The day after the 30th of February is not what anybody meant by it; Date would take it. */
function existing(day: Day): Day | null {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day))
  return date.getUTCMonth() === day.month - 1 && date.getUTCDate() === day.day ? day : null
}
