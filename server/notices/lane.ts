/** A channel's own way through what is due: one that hangs or fails keeps no other waiting. */
import type { Logger } from 'pino'
import type { CalledScope } from '../../storage/called.ts'
import type { Database } from '../../storage/database.ts'
import { claimDeliveries, type ClaimedDelivery } from '../../storage/notices/deliveries.ts'
import type { Channel } from './channel.ts'
import type { Deliver } from './deliver.ts'
import { pauseAfter, type NoticeTiming } from './timing.ts'

export interface Lane {
  /** Sends what is due; at once, or once more when it is done with what it is at. */
  run(): void
  /** The same, though the channel has failed. */
  again(): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** So many at once. */
const MOST = 4

export function createLane(deps: {
  channel: Channel
  database: Database
  deliver: Deliver
  timing: NoticeTiming
  /** Which calls it tells of. */
  scope?: CalledScope
  now(): Date
  log: Logger
  /** Aborted when nothing more is to be begun. */
  closing: AbortSignal
}): Lane {
  const { channel, database, deliver, timing, now, log, closing } = deps
  let underWay: Promise<void> | null = null
  let isWoken = false
  /** Told once, until it works again. */
  let isFailing = false
  const beingSent = new Set<Promise<void>>()
  /** In a row. */
  let failures = 0
  let restsUntil = 0

  /** Longer than any pause it is only where the clock was ahead. */
  function rests(): boolean {
    const left = restsUntil - now().getTime()
    return left > 0 && left <= timing.longestPauseMs
  }

  /** As many at once as there may be: one that hangs keeps a place, and not the others waiting. */
  async function sendAll(): Promise<void> {
    while (!closing.aborted && !rests()) {
      if (beingSent.size >= MOST) {
        await Promise.race(beingSent)
        continue
      }
      const at = now().getTime()
      const claimed = await claimDeliveries(database, {
        channel: channel.name,
        now: new Date(at).toISOString(),
        leaseUntil: new Date(at + timing.leaseMs).toISOString(),
        most: MOST - beingSent.size,
        ...(deps.scope && { scope: deps.scope }),
      })
      if (claimed.length === 0) return
      for (const one of claimed) begin(one)
    }
  }

  function begin(claimed: ClaimedDelivery): void {
    const sending: Promise<void> = deliver(channel, claimed).then((hasWorked) => {
      beingSent.delete(sending)
      failures = hasWorked ? 0 : failures + 1
      // A service that is away is not asked ten thousand times in a row.
      if (failures > 0) restsUntil = now().getTime() + pauseAfter(failures, timing) / 4
    })
    beingSent.add(sending)
  }

  async function runOn(): Promise<void> {
    try {
      while (isWoken && !closing.aborted) {
        isWoken = false
        await sendAll()
        isFailing = false
      }
    } catch (error) {
      // The next look finds them again.
      if (!isFailing) log.error({ err: error, channel: channel.name }, 'notices not looked for')
      isFailing = true
    } finally {
      underWay = null
    }
  }

  function run(): void {
    isWoken = true
    underWay ??= runOn()
  }

  return {
    run,
    again() {
      failures = 0
      restsUntil = 0
      run()
    },
    async idle() {
      await underWay
      await Promise.all(beingSent)
    },
  }
}
