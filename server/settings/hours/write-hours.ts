/** Hours in the form that they are read in. */
import { writeClock } from '../../basics/clock.ts'
import type { Days, HoursRule, Weekday } from './hours.ts'

const NAMES = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

export function writeHours(rules: readonly HoursRule[]): string {
  return rules.map((rule) => `${writeWhen(rule)}=${rule.flow}`).join('; ')
}

/** `mon-fri 09:00-18:00`; `else` where it is always. */
export function writeWhen({ called, days, spans }: HoursRule): string {
  const times = spans.map(({ from, to }) => `${writeClock(from)}-${writeClock(to)}`).join(',')
  const words = [called, days && writeDays(days), times].filter((word) => word)
  if (words.length === 0) return 'else'
  return words.length === 1 && called !== null ? `${called} mon-sun` : words.join(' ')
}

function writeDays(days: Days): string {
  if (days.of === 'week') return writeWeekdays(days.weekdays)
  const [from, to] = [days.from, days.to].map((day) => (days.of === 'year' ? `*-${day}` : day))
  return from === to ? from! : `${from}..${to}`
}

/** Three and more in a row as a range. */
function writeWeekdays(weekdays: readonly Weekday[]): string {
  const runs: Weekday[][] = []
  for (const day of weekdays) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs
    .flatMap((run) =>
      run.length > 2 ? [`${NAMES[run[0]!]}-${NAMES[run.at(-1)!]}`] : run.map((day) => NAMES[day]!),
    )
    .join(',')
}
