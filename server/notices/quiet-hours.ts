/** When the owner sleeps: by the clock where he is, whatever it does there. */
import type { QuietHours } from '../settings/notices/read-notices.ts'

const DAY_MINUTES = 24 * 60
const MINUTE_MS = 60_000

/** Gives the first moment from `now` on that is not quiet: `now` itself where it is not. */
export function createQuiet(hours: QuietHours | null, timeZone: string): (now: Date) => Date {
  if (hours === null) return (now) => now
  const { from, to } = hours
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  })

  function minutesAt(moment: Date): number {
    const parts = format.formatToParts(moment)
    const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
    return value('hour') * 60 + value('minute')
  }
  const isQuiet = (minutes: number) =>
    from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to

  return function loudFrom(now) {
    let moment = now
    // Where the clock is changed meanwhile, the first guess is an hour off.
    for (let guesses = 0; guesses < 3; guesses++) {
      const minutes = minutesAt(moment)
      if (!isQuiet(minutes)) return guesses === 0 ? moment : notLater(moment)
      const left = (to - minutes + DAY_MINUTES) % DAY_MINUTES
      const wholeMinute = Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS
      moment = new Date(wholeMinute + left * MINUTE_MS)
    }
    return moment
  }

  /** Where an hour was left out, the guess is so much too late. */
  function notLater(moment: Date): Date {
    const over = (minutesAt(moment) - to + DAY_MINUTES) % DAY_MINUTES
    const earlier = new Date(moment.getTime() - over * MINUTE_MS)
    return isQuiet(minutesAt(earlier)) ? moment : earlier
  }
}
