/** Why a screener gave no verdict, as one of a few words: what the chain notes of it is open-ended. */

const REASONS: [RegExp, string][] = [
  [/^status 429$/, 'throttled'],
  [/^status 5\d\d$/, 'server_error'],
  [/^status \d+$/, 'client_error'],
  [/^content filter$|^Filtered$/, 'filtered'],
  [/declined$|^answer refused$/, 'refused'],
  [/^answer (?:empty|unreadable)$/, 'unreadable'],
  [/in time$/, 'too_slow'],
  [/^left out/, 'left_out'],
  [/^APIConnection|^BROKEN_OFF$/, 'connection'],
]

export function failureReason(error: string): string {
  return REASONS.find(([pattern]) => pattern.test(error))?.[1] ?? 'other'
}
