/** About whom the owner is asked while the caller waits: nobody, where no question would arrive. */
import type { AskOwner, Limits } from '../machines/call.ts'
import type { Database } from '../storage/database.ts'
import { hasSubscriptions } from '../storage/notices/push-subscriptions.ts'
import { createLimitsOfCall } from './limits-of-call.ts'
import { repeatedly } from './basics/repeatedly.ts'
import { createQuiet } from './notices/quiet-hours.ts'
import { createHouses, noticesOf } from './settings/houses/house.ts'
import type { Config } from './settings/config.ts'
import { askedBy, type NoticeSettings, type QuietHours } from './settings/notices/read-notices.ts'

export interface WhomToAsk {
  /** Of a call to this number that begins now. */
  limits(called: string): Limits
  stop(): void
}

/** Who signs up a browser is asked from then on; a call is not kept waiting to find out. */
const EVERY_MS = 5_000

export function createWhomToAsk(
  config: Config,
  deps: {
    database: Database
    /** As the owner has them now. */
    notices(): NoticeSettings
    now(): Date
  },
): WhomToAsk {
  const { askOwner, timeZone } = config
  const { database, notices, now } = deps
  const limitsOfCall = createLimitsOfCall(config)
  const houses = createHouses(config)
  const quiet = new Map<QuietHours | null, (now: Date) => Date>()
  let hasBrowsers = false
  const stop =
    askOwner === null
      ? repeatedly(EVERY_MS, async () => {
          hasBrowsers = await hasSubscriptions(database.queries).catch(() => hasBrowsers)
        })
      : () => undefined

  function isQuiet(hours: QuietHours | null): boolean {
    let loudFrom = quiet.get(hours)
    if (!loudFrom) {
      // They are read anew with every change.
      if (quiet.size > houses.all.length) quiet.clear()
      quiet.set(hours, (loudFrom = createQuiet(hours, timeZone)))
    }
    return loudFrom(now()) > now()
  }

  function whom(called: string): AskOwner {
    const settings = noticesOf(houses.of(called), notices())
    // Nobody is woken, and so nobody would answer.
    if (isQuiet(settings.quietHours)) return 'never'
    if (askOwner !== null) return askOwner
    const isAsked = askedBy(settings).some((name) => name !== 'push' || hasBrowsers)
    return isAsked ? 'unclear' : 'never'
  }

  return { limits: (called) => ({ ...limitsOfCall(called), askOwner: whom(called) }), stop }
}
