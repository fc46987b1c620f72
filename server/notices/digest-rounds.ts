/** Brings the digest to the owner once a day: in every process, and each day's by each channel once. */
import type { Logger } from 'pino'
import type { Database } from '../../storage/database.ts'
import type { Settlement } from '../../storage/notices/deliveries.ts'
import {
  beginDigest,
  claimDigest,
  findLastDigest,
  removeDigest,
  settleDigest,
  type DigestRow,
} from '../../storage/notices/digests.ts'
import { calendarOf } from '../basics/calendar.ts'
import { momentOn } from '../basics/clock.ts'
import { repeatedly } from '../basics/repeatedly.ts'
import type { QuietHours } from '../settings/notices/read-notices.ts'
import { ChannelError, type Channel } from './channel.ts'
import { until } from './deliver.ts'
import { readDigest, type DigestOptions } from './digest.ts'
import { createQuiet } from './quiet-hours.ts'
import { pauseAfter, type NoticeTiming } from './timing.ts'

export interface DigestRoundsDependencies {
  database: Database
  /** Those that it goes by. */
  channels: readonly Channel[]
  /** Minutes after midnight, where the owner is. */
  at: number
  /** As its row names a channel, so that each line has digests of its own; 16 characters at most. */
  storedAs?(channel: string): string
  /** None that was due before is sent: the owner did not wish for it then. UTC, ISO 8601. */
  since: string | null
  quietHours: QuietHours | null
  options: DigestOptions
  timing: NoticeTiming
  now(): Date
  /** A time that is not ahead, whatever the clock says. */
  vouched?(): Date
  log: Logger
  /** Hears how each try ended. */
  onSettled(channel: string, state: Settlement['state']): void
}

export interface DigestRounds {
  stop(): Promise<void>
}

const DAY_MS = 24 * 60 * 60 * 1000
/** After a longer time without one it tells of the last days only. */
const LONGEST_SPAN_MS = 7 * DAY_MS
const MOST_WORDS = 200
/** So far clocks of processes never differ that are right, and a clock that is not is seldom wrong for so long. */
const AHEAD_MS = 60 * 60 * 1000

export function startDigestRounds(deps: DigestRoundsDependencies): DigestRounds {
  const { database, channels, options, timing, now, vouched = now, log, onSettled } = deps
  const { storedAs = (name: string) => name } = deps
  const line = options.line === undefined ? {} : { line: options.line.label }
  const calendar = calendarOf(options.timeZone)
  const loudFrom = createQuiet(deps.quietHours, options.timeZone)
  const stopping = new AbortController()
  /** By channel, the day whose digest needs nothing more. */
  const settled = new Map<string, string>()
  /** By channel, since when its last digest has been one of a time to come. */
  const aheadSince = new Map<string, number>()
  let underWay: Promise<void> | null = null
  let isFailing = false

  /** The last time that it was due. */
  function lastDue(): { day: string; moment: Date } {
    const today = calendar.dayOf(now().toISOString())
    const moment = momentOn(today, deps.at, options.timeZone)
    if (moment <= now()) return { day: today, moment }
    const day = calendar.dayOf(new Date(Date.parse(calendar.startOf(today)) - 1).toISOString())
    return { day, moment: momentOn(day, deps.at, options.timeZone) }
  }

  async function lookAt(channel: Channel): Promise<void> {
    const due = lastDue()
    const stored = storedAs(channel.name)
    if (settled.get(stored) === due.day) return
    let digest = await findLastDigest(database.queries, stored)
    if (digest && isAhead(digest)) return removeIfStill(digest)
    if (digest === undefined || digest.day < due.day) {
      // Told of since the first one that it is on.
      const isWished = digest !== undefined && (deps.since ?? '') <= due.moment.toISOString()
      if (digest === undefined || isWished) await begin(channel.name, due, digest)
      digest = await findLastDigest(database.queries, stored)
    }
    if (digest?.state === 'waiting') {
      if (digest.due_at <= now().toISOString()) await send(channel, digest)
    } else settled.set(stored, due.day)
  }

  function isAhead({ channel, to_at }: DigestRow): boolean {
    const at = now().getTime()
    if (Date.parse(to_at) - at <= AHEAD_MS) aheadSince.delete(channel)
    else if (!aheadSince.has(channel)) aheadSince.set(channel, at)
    return aheadSince.has(channel)
  }

  /**
   * A clock that had leapt has begun it: there would be no other until its day. What it has told is told once more. Right after
   * a start it may be this clock that is behind, until it hears the time.
   */
  async function removeIfStill(digest: DigestRow): Promise<void> {
    const { channel, day } = digest
    if (now().getTime() - aheadSince.get(channel)! < AHEAD_MS) return
    await removeDigest(database, digest)
    log.warn({ channel, day }, 'a digest of a day to come: the clock was ahead; it is told anew')
  }

  async function begin(
    channel: string,
    { day, moment }: { day: string; moment: Date },
    last: DigestRow | undefined,
  ): Promise<void> {
    const to_at = moment.toISOString()
    const at = now().toISOString()
    const due = loudFrom(moment)
    // What could not be told is told with the next.
    const reached = last && (isTold(last) ? last.to_at : last.from_at)
    const earliest = new Date(moment.getTime() - LONGEST_SPAN_MS).toISOString()
    const from_at = [reached ?? to_at, earliest].sort().at(-1)!
    if (last?.state === 'waiting')
      await settleDigest(database, last, givenUp(last.failure ?? 'was not sent in its day'), at)
    const begun = await beginDigest(database, {
      channel: storedAs(channel),
      day,
      from_at: from_at < to_at ? from_at : to_at,
      to_at,
      state: last === undefined ? 'nothing' : 'waiting',
      due_at: due.toISOString(),
      until: new Date(due.getTime() + timing.giveUpAfterMs).toISOString(),
      attempts: 0,
      failure: null,
      updated_at: at,
    })
    if (!begun || last?.state !== 'waiting') return
    onSettled(channel, 'given up')
    log.error({ channel, ...line, day: last.day, failure: last.failure }, 'digest given up')
  }

  async function send(channel: Channel, digest: DigestRow): Promise<void> {
    const at = now()
    const claim = {
      now: at.toISOString(),
      leaseUntil: new Date(at.getTime() + timing.leaseMs).toISOString(),
    }
    if (!(await claimDigest(database, digest, claim))) return
    const claimed = { ...digest, attempts: digest.attempts + 1 }
    const settlement = await tried(channel, claimed)
    if (settlement === null) return
    await settleDigest(database, claimed, settlement, now().toISOString())
    if (settlement.state !== 'nothing') onSettled(channel.name, settlement.state)
    const about = { channel: channel.name, ...line, day: digest.day }
    if (settlement.state === 'given up')
      log.error({ ...about, failure: settlement.failure }, 'digest given up')
    else if (settlement.state === 'waiting' && claimed.attempts === 1)
      log.warn({ ...about, failure: settlement.failure }, 'digest not sent yet')
  }

  /** Null where the process is stopping: then the lease runs out, and another sends it. */
  async function tried(
    channel: Channel,
    digest: DigestRow,
  ): Promise<Settlement | { state: 'nothing' } | null> {
    try {
      const told = await readDigest(database.queries, digest, options)
      if (told === null) return { state: 'nothing' }
      const deadline = AbortSignal.timeout(timing.deadlineMs)
      const signal = AbortSignal.any([stopping.signal, deadline])
      await until(channel.sendDigest!(told, signal), signal)
      return { state: 'sent' }
    } catch (error) {
      return stopping.signal.aborted ? null : failed(channel, digest, error)
    }
  }

  function failed(channel: Channel, digest: DigestRow, error: unknown): Settlement {
    const ours = error instanceof ChannelError
    if (!ours) log.error({ channel: channel.name, err: error }, 'digest not sent')
    const failure = (ours ? error.message : 'could not be sent, see the log').slice(0, MOST_WORDS)
    const asked = ours ? (error.pauseMs ?? 0) : 0
    const pauseMs = Math.max(asked, pauseAfter(digest.attempts, timing))
    const due_at = loudFrom(new Date(now().getTime() + pauseMs)).toISOString()
    const leapt = now().getTime() - vouched().getTime()
    const last = new Date(Date.parse(digest.until) + leapt).toISOString()
    return due_at > last ? givenUp(failure) : { state: 'waiting', due_at, failure }
  }

  async function look(): Promise<void> {
    try {
      for (const channel of channels) if (!stopping.signal.aborted) await lookAt(channel)
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'digests not looked for')
      isFailing = true
    } finally {
      underWay = null
    }
  }

  const stopLooking = repeatedly(timing.everyMs, async () => {
    underWay ??= look()
  })

  return {
    async stop() {
      stopLooking()
      stopping.abort()
      await underWay
    },
  }
}

function isTold({ state }: DigestRow): boolean {
  return state === 'sent' || state === 'nothing'
}

function givenUp(failure: string): { state: 'given up'; failure: string } {
  return { state: 'given up', failure }
}
