/** Whether the owner hears of a call. What is told is tried only where somebody asks for that: it rings. */
import { ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

export async function checkNotices({ notices }: Pick<Readable, 'notices'>): Promise<Finding> {
  const { channels, givenUp } = await notices()
  if (channels.length === 0)
    return warn(
      'No channel is set up: you do not hear of a call unless you look.',
      'The quickest is a browser on the console’s page Notices, or NTFY_URL; see docs/notices.md.',
    )
  const says = `You hear of calls by ${channels.join(', ')}; none was tried just now.`
  if (givenUp > 0)
    return warn(
      `${says} ${givenUp} of the last week could not be sent.`,
      'The page Notices tells why; npm run notify -- test sends a sample.',
    )
  return ok(`${says} To be sure: npm run notify -- test.`)
}
