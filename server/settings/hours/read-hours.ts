/** Hours as one writes them: `mon-fri 09:00-18:00=concierge; *-12-25=after-hours; else=after-hours`. */
import { readClock } from '../../basics/clock.ts'
import { readPhoneNumber } from '../phone-number.ts'
import type { Read } from '../pasted-url.ts'
import type { Days, HoursRule, Span, Weekday } from './hours.ts'

/** Whoever has more means something else. */
export const MOST_RULES = 100
export const LONGEST_HOURS = 4_000

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const WHOLE_DAY = 24 * 60

const HOURS_FORM =
  'write when and which flow, like mon-fri 09:00-18:00=concierge; 2026-12-24..2027-01-02=after-hours; else=after-hours'

/** `flows`: ids of those that there are. */
export function readHours(written: string, flows: readonly string[]): Read<HoursRule[]> {
  if (written.length > LONGEST_HOURS) return { problem: `at most ${LONGEST_HOURS} characters` }
  const entries = written
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (entries.length > MOST_RULES) return { problem: `at most ${MOST_RULES} rules` }
  const rules: HoursRule[] = []
  for (const [index, entry] of entries.entries()) {
    const read = readRule(entry, flows)
    if ('problem' in read) return { problem: `rule ${index + 1}: ${read.problem}` }
    rules.push(read.value)
  }
  return rules.length > 0 ? { value: rules } : { problem: HOURS_FORM }
}

function readRule(entry: string, flows: readonly string[]): Read<HoursRule> {
  const [when = '', flow = '', more] = entry.split('=').map((part) => part.trim())
  if (when === '' || flow === '' || more !== undefined) return { problem: HOURS_FORM }
  if (!flows.includes(flow))
    return { problem: `there is no flow '${shown(flow)}': known are ${flows.join(', ')}` }
  const rule: HoursRule = { called: null, days: null, spans: [], flow }
  const words = when
    .toLowerCase()
    .replace(/[–—]/g, '-')
    .replace(/ ?(\.\.|[-,]) ?/g, '$1')
    .split(/\s+/)
  if (words.length === 1 && words[0] === 'else') return { value: rule }
  for (const [place, word] of words.entries()) {
    const problem = takeIn(rule, word, place === 0)
    if (problem !== null) return { problem }
  }
  return { value: rule }
}

/** A number, days, times: each at most once, in this order. Gives what is wrong. */
function takeIn(rule: HoursRule, word: string, isFirst: boolean): string | null {
  if (word.startsWith('+')) {
    const called = isFirst ? readPhoneNumber(word) : null
    if (called === null) return 'begin with the number called in full, like +14155550123, if any'
    rule.called = called
    return null
  }
  if (/^\d{1,2}:/.test(word)) {
    if (rule.spans.length > 0) return 'write several times with commas between'
    const spans = word.split(',').map(readSpan)
    if (spans.includes(null)) return `write times like 09:00-12:30,14:00-18:00`
    rule.spans = spans as Span[]
    return null
  }
  if (rule.days !== null || rule.spans.length > 0)
    return 'write the days before the times, and several with commas between'
  rule.days = readDays(word)
  return rule.days === null ? whyNoDays(word) : null
}

function whyNoDays(word: string): string {
  return `'${shown(word)}' are no days: write mon-fri, sat,sun, 2026-12-24, 2026-12-24..2027-01-02, or *-12-25 for every year`
}

function shown(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word
}

function readSpan(written: string): Span | null {
  const [from = null, to = null, ...more] = written
    .split('-')
    .map((clock) => (clock === '24:00' ? WHOLE_DAY : readClock(clock)))
  if (from === null || to === null || more.length > 0) return null
  return from === to || from === WHOLE_DAY ? null : { from, to }
}

function readDays(word: string): Days | null {
  const dates = /^(\*|\d{4})-(\d\d-\d\d)(?:\.\.(\*|\d{4})-(\d\d-\d\d))?$/.exec(word)
  if (!dates) return readWeekdays(word)
  const [, year = '', from = '', lastYear = year, to = from] = dates
  if (!isDay(year, from) || !isDay(lastYear, to)) return null
  if (year === '*' || lastYear === '*') return year === lastYear ? { of: 'year', from, to } : null
  const span = { from: `${year}-${from}`, to: `${lastYear}-${to}` }
  return span.from <= span.to ? { of: 'calendar', ...span } : null
}

/** Every year has, now and then, a 29th of February. */
function isDay(year: string, day: string): boolean {
  const whole = `${year === '*' ? '2024' : year}-${day}`
  const moment = new Date(`${whole}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(whole)
}

function readWeekdays(word: string): Days | null {
  const weekdays = new Set<Weekday>()
  for (const part of word.split(',')) {
    const [first = null, last = first, ...more] = part.split('-').map(weekdayNamed)
    if (first === null || last === null || more.length > 0) return null
    for (let day = first; ; day = ((day % 7) + 1) as Weekday) {
      weekdays.add(day)
      if (day === last) break
    }
  }
  return { of: 'week', weekdays: [...weekdays].toSorted((a, b) => a - b) }
}

const FULL_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `mon`, `Monday`; null where it is none. */
function weekdayNamed(word: string): Weekday | null {
  const found = Math.max(WEEKDAYS.indexOf(word), FULL_NAMES.indexOf(word))
  return found < 0 ? null : ((found + 1) as Weekday)
}
