/** Which files the FTC may have: a day's is named for it, and a second try at one ends in _0, _1 … */

const NAME = /DNC_Complaint_Numbers_(\d{4}-\d{2}-\d{2})(?:_\d{1,2})?\.csv/g
/** It keeps them for some 26 days; nothing older is worth reading. */
const MOST_DAYS = 35
/** A page that names more is none of theirs. */
const MOST_NAMES = 100
const DAY_MS = 24 * 60 * 60 * 1000

/** Those that its page names, oldest first; links to elsewhere are taken by their name alone. */
export function namesIn(page: string, now: Date): string[] {
  const oldest = dayOf(now, -MOST_DAYS)
  const names = new Set<string>()
  for (const [name, day = ''] of page.matchAll(NAME))
    if (day >= oldest && day <= dayOf(now, 1) && names.size < MOST_NAMES) names.add(name)
  return [...names].sort()
}

/** Those that may be there, oldest first, where its page says nothing. */
export function namesOfDays(now: Date): string[] {
  return Array.from(
    { length: MOST_DAYS },
    (_, ago) => `DNC_Complaint_Numbers_${dayOf(now, ago + 1 - MOST_DAYS)}.csv`,
  )
}

/** What a file is called that was put there once more. */
export function secondTry(name: string): string {
  return name.replace(/\.csv$/, '_0.csv')
}

export function dayInName(name: string): string {
  return /\d{4}-\d{2}-\d{2}/.exec(name)![0]
}

export function dayOf(now: Date, daysOn: number): string {
  return new Date(now.getTime() + daysOn * DAY_MS).toISOString().slice(0, 10)
}
