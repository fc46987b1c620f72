/** A clock that steps back would have things end before they began. */

/** The later of two moments, both UTC, ISO 8601 with milliseconds. */
export function laterOf(one: string, other: string): string {
  return one > other ? one : other
}
