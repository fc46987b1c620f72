/** Where the owner's clock hangs. */
import { ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

export async function checkTimeZone({
  config,
  now,
}: Pick<Readable, 'config' | 'now'>): Promise<Finding> {
  const { timeZone, timeZoneFrom } = config
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
  const says = `In ${timeZone} it is ${clock.format(now())}; the zone is from ${WHENCE[timeZoneFrom]}.`
  if (timeZoneFrom === 'TIME_ZONE') return ok(says)
  // What a container says that nobody has told anything.
  if (timeZone === 'UTC')
    return warn(
      says,
      'Nobody lives there: set TIME_ZONE, or npm run setup -- --yes --time-zone America/Los_Angeles.',
    )
  return ok(says)
}

const WHENCE = { TIME_ZONE: 'TIME_ZONE', TZ: 'TZ', system: 'this machine' }
