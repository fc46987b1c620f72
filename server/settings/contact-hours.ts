/** The hours in which a contact's calls pass: `Mon-Fri 08:00-18:00; Sat 22:00-02:00`, by the owner's clock. */

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const DAY_MINUTES = 24 * 60

/** As the column has room for. */
const MOST_CHARACTERS = 200

const SPAN =
  /^(?:(?<from>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:-(?<to>Mon|Tue|Wed|Thu|Fri|Sat|Sun))? )?(?<begin>\d\d:\d\d)-(?<end>\d\d:\d\d)$/

/** A day's span, in minutes of that day; one that ends beyond it goes on into the next. */
interface Span {
  days: readonly number[]
  begin: number
  end: number
}

/** Whether the hours can be read. @public to REST and the terminal */
export function isContactHours(written: string): boolean {
  return readHours(written) !== null
}

/** Whether the moment is within the hours, there; false of hours that cannot be read. */
export function isWithinHours(written: string, moment: Date, timeZone: string): boolean {
  const { day, minute } = clockAt(moment, timeZone)
  const dayBefore = (day + DAYS.length - 1) % DAYS.length
  return (readHours(written) ?? []).some(
    ({ days, begin, end }) =>
      (days.includes(day) && minute >= begin && minute < end) ||
      (days.includes(dayBefore) && minute + DAY_MINUTES < end),
  )
}

function readHours(written: string): Span[] | null {
  if (written.length > MOST_CHARACTERS) return null
  const spans = written.split(';').map((one) => readSpan(one.trim()))
  return spans.every((span) => span !== null) ? spans : null
}

function readSpan(written: string): Span | null {
  const { from, to, begin, end } = SPAN.exec(written)?.groups ?? {}
  const [begins, ends] = [readMinute(begin), readMinute(end)]
  if (begins === null || ends === null || begins === DAY_MINUTES || begins === ends) return null
  return { days: daysFrom(from, to), begin: begins, end: ends > begins ? ends : ends + DAY_MINUTES }
}

/** `24:00` is the end of a day. */
function readMinute(written = ''): number | null {
  const [hours = NaN, minutes = NaN] = written.split(':').map(Number)
  const minute = hours * 60 + minutes
  return minutes < 60 && minute <= DAY_MINUTES ? minute : null
}

/** All of them where none is named; over the weekend where they are named so. */
function daysFrom(from: string | undefined, to = from): readonly number[] {
  if (from === undefined) return DAYS.map((_, index) => index)
  const first = DAYS.indexOf(from as (typeof DAYS)[number])
  const last = DAYS.indexOf(to as (typeof DAYS)[number])
  const count = ((last - first + DAYS.length) % DAYS.length) + 1
  return Array.from({ length: count }, (_, index) => (first + index) % DAYS.length)
}

/** Making a formatter takes a hundred times as long as using it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockAt(moment: Date, timeZone: string): { day: number; minute: number } {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  clocks.set(timeZone, clock)
  const parts = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, value]),
  )
  return {
    day: DAYS.indexOf(parts.weekday as (typeof DAYS)[number]),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  }
}
