/** About whom the owner is asked while the caller waits: nobody, where no question would arrive. */
import type { AskOwner, Limits } from '../machines/call.ts'
import type { Database } from '../storage/database.ts'
import { hasSubscriptions } from '../storage/notices/push-subscriptions.ts'
import { repeatedly } from './basics/repeatedly.ts'
import { createQuiet } from './notices/quiet-hours.ts'
import type { Config } from './settings/config.ts'
import { askedBy } from './settings/notices/read-notices.ts'

export interface WhomToAsk {
  /** Of a call that begins now. */
  limits(): Limits
  stop(): void
}

/** Who signs up a browser is asked from then on; a call is not kept waiting to find out. */
const EVERY_MS = 5_000

export function createWhomToAsk(
  { limits, askOwner, notices, timeZone }: Config,
  { database, now }: { database: Database; now(): Date },
): WhomToAsk {
  const ways = askedBy(notices)
  const loudFrom = createQuiet(notices.quietHours, timeZone)
  let hasBrowsers = false
  const isOpen = askOwner === null && ways.includes('push') && ways.length === 1
  const stop = isOpen
    ? repeatedly(EVERY_MS, async () => {
        hasBrowsers = await hasSubscriptions(database.queries).catch(() => hasBrowsers)
      })
    : () => undefined

  function whom(): AskOwner {
    // Nobody is woken, and so nobody would answer.
    if (loudFrom(now()) > now()) return 'never'
    if (askOwner !== null) return askOwner
    return hasBrowsers || ways.some((name) => name !== 'push') ? 'unclear' : 'never'
  }

  return { limits: () => ({ ...limits, askOwner: whom() }), stop }
}
