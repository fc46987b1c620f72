/** Whether the owner is told once a day of all that came, by which channels, and when. */
import { readClock } from '../../basics/clock.ts'

export const DIGEST_CHANNELS = ['email', 'ntfy'] as const
export type DigestChannel = (typeof DIGEST_CHANNELS)[number]

export interface DigestSettings {
  /** None: no digest. */
  by: readonly DigestChannel[]
  /** Minutes after midnight, where the owner is. */
  at: number
}

const SIX = 18 * 60

export function readDigest(
  { DIGEST, DIGEST_AT }: Partial<Record<string, string>>,
  /** What is missing for a channel; null where it is set up. */
  missingFor: (channel: DigestChannel) => string | null,
  problems: string[],
): DigestSettings {
  const words = (DIGEST ?? 'none').split(',').map((word) => word.trim().toLowerCase())
  const isNone = words.length === 1 && words[0] === 'none'
  const by = DIGEST_CHANNELS.filter((channel) => words.includes(channel))
  const isKnown = words.every((word) => (DIGEST_CHANNELS as readonly string[]).includes(word))
  if (!isNone && !isKnown)
    problems.push(`DIGEST: write ${DIGEST_CHANNELS.join(' or ')}, or both with a comma, or none`)
  const at = DIGEST_AT === undefined ? SIX : readClock(DIGEST_AT)
  if (at === null) problems.push('DIGEST_AT: write a time of day, like 18:00')
  if (problems.length === 0)
    for (const channel of by) {
      const missing = missingFor(channel)
      if (missing !== null) problems.push(`DIGEST: nothing goes by ${channel}: ${missing}`)
    }
  return { by, at: at ?? SIX }
}
