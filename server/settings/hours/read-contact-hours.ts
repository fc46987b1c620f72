/** When a contact passes: days of the week and times as HOURS has them, written down as they are kept. */
import type { Read } from '../pasted-url.ts'
import { readHours } from './read-hours.ts'
import type { HoursRule, Weekday } from './hours.ts'
import { writeClock } from '../../basics/clock.ts'

const NAMES = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const WHOLE_DAY = { from: 0, to: 24 * 60 }

/** As the column has room for. */
const MOST_CHARACTERS = 200

const FORM = 'write days and times, like mon-fri 08:00-18:00; sat 10:00-14:00'

/** `Mon-Fri 08:00-18:00; Sat 10:00-14:00`. */
export function readContactHours(written: string): Read<string> {
  const given = written.split(';').filter((entry) => entry.trim() !== '')
  if (given.some((entry) => entry.includes('='))) return { problem: FORM }
  const read = readHours(given.map((entry) => `${entry}=passes`).join(';'), ['passes'])
  if ('problem' in read) return { problem: read.problem.includes('=') ? FORM : read.problem }
  if (!read.value.every(isOfWeek)) return { problem: FORM }
  const value = read.value.flatMap(entries).join('; ')
  return value.length > MOST_CHARACTERS ? { problem: 'write fewer days and times' } : { value }
}

function isOfWeek({ called, days, spans }: HoursRule): boolean {
  const isSome = days !== null || spans.length > 0
  return called === null && isSome && (days === null || days.of === 'week')
}

function entries({ days, spans }: HoursRule): string[] {
  const named = days === null || days.of !== 'week' ? [''] : runsOf(days.weekdays)
  const times = spans.length > 0 ? spans : [WHOLE_DAY]
  return named.flatMap((run) =>
    times.map(({ from, to }) => `${run}${writeClock(from)}-${writeClock(to)}`),
  )
}

function runsOf(weekdays: readonly Weekday[]): string[] {
  const runs: Weekday[][] = []
  for (const day of weekdays) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs.map((run) => {
    const [first, last] = [NAMES[run[0]!], NAMES[run.at(-1)!]]
    return first === last ? `${first} ` : `${first}-${last} `
  })
}
