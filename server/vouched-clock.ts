/**
 * The time, as far as somebody vouches for it: what is destroyed because it is old is destroyed by this one. A clock that
 * is sixty days ahead looks, to a server that starts, the same as sixty days in which it was off.
 */
import type { Logger } from 'pino'
import { newestCallAt, readVouched, writeVouched } from '../storage/heartbeat.ts'
import type { Database } from '../storage/database.ts'

export interface VouchedClock {
  /** Never ahead of the clock. Where that has leapt: the time that was vouched for, and how long has passed since. */
  now(): Date
  stop(): Promise<void>
}

const HOUR_MS = 60 * 60 * 1000

/** A server that was off over a day, or a night, is taken at its word. */
const LEAP_MS = 25 * HOUR_MS
/** So long servers have to run with a clock that has leapt, in all, before it is believed: somebody would have seen. */
const DOUBT_MS = 24 * HOUR_MS
const EVERY_MS = 60_000

/** Resolves once it is known what time was stored last. */
export async function startVouchedClock({
  database,
  now,
  log,
  everyMs = EVERY_MS,
  doubtMs = DOUBT_MS,
}: {
  database: Database
  now(): Date
  log: Logger
  everyMs?: number
  doubtMs?: number
}): Promise<VouchedClock> {
  let last = { vouched: now().getTime(), passed: performance.now(), isInDoubt: false }

  /** What it must be by now, if it went on from there as time does. */
  const expected = () => last.vouched + (performance.now() - last.passed)

  async function look(): Promise<void> {
    const elapsed = performance.now() - last.passed
    const wall = now().getTime()
    const stored = await readVouched(database.queries)
    const before = Date.parse(stored.vouchedAt ?? (await newestCallAt(database.queries)) ?? '')
    const ahead = wall - (Number.isNaN(before) ? wall : before)
    // What has passed before the leap says nothing about it.
    const doubtedMs = ahead <= LEAP_MS ? 0 : stored.doubtedMs + (last.isInDoubt ? elapsed : 0)
    const isInDoubt = ahead > LEAP_MS && doubtedMs < doubtMs
    tell({ isInDoubt, ahead })
    const vouched = isInDoubt ? before + elapsed : wall
    last = { vouched, passed: performance.now(), isInDoubt }
    await writeVouched(database, new Date(wall).toISOString(), {
      vouchedAt: new Date(vouched).toISOString(),
      doubtedMs: isInDoubt ? doubtedMs : 0,
    })
  }

  function tell({ isInDoubt, ahead }: { isInDoubt: boolean; ahead: number }): void {
    if (isInDoubt && !last.isInDoubt)
      log.warn(
        { ahead_hours: Math.round(ahead / HOUR_MS) },
        'the clock is far ahead of what was stored last: until the server has run for a day nothing is erased by it; is it right?',
      )
    if (!isInDoubt && last.isInDoubt)
      log.info(
        ahead > LEAP_MS ? { for_hours: doubtMs / HOUR_MS } : {},
        'the clock is believed again: what is old is erased',
      )
  }

  let isFailing = false
  async function lookIfItCan(): Promise<void> {
    try {
      await look()
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'time not written down')
      isFailing = true
    }
  }

  let underWay = lookIfItCan()
  await underWay
  const timer = setInterval(() => {
    underWay = underWay.then(lookIfItCan)
  }, everyMs).unref()
  return {
    now() {
      const wall = now()
      const isAhead = last.isInDoubt || wall.getTime() - expected() > LEAP_MS
      return isAhead && expected() < wall.getTime() ? new Date(expected()) : wall
    },
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
