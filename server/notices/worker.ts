/** Brings notices to the owner: in every process, beside the calls, and each of them once. */
import type { Logger } from 'pino'
import type { NoticeKind } from '../../machines/notice.ts'
import type { CalledScope } from '../../storage/called.ts'
import type { Database } from '../../storage/database.ts'
import { bringForward } from '../../storage/notices/deliveries.ts'
import {
  findNoticesToRoute,
  routeNotices,
  type NoticeToRoute,
  type Way,
} from '../../storage/notices/routes.ts'
import { repeatedly } from '../basics/repeatedly.ts'
import type { QuietHours } from '../settings/notices/read-notices.ts'
import type { Channel } from './channel.ts'
import { createDeliver, type DeliverDependencies } from './deliver.ts'
import { createLane } from './lane.ts'
import { createQuiet } from './quiet-hours.ts'
import type { NoticeTiming } from './timing.ts'

export interface NoticeWorker {
  /** Something may be there to tell. */
  wake(): void
  /** Something may be due again, whatever its channel did before. */
  again(): void
  /** What is being sent has so long to arrive; the rest is left to other processes, or to the next start. */
  stop(farewellMs?: number): Promise<void>
}

export interface WorkerDependencies extends Omit<DeliverDependencies, 'dueFrom' | 'stopping'> {
  database: Database
  channels: readonly Channel[]
  quietHours: QuietHours | null
  /** Of the owner, IANA. */
  timeZone: string
  /** Which calls it tells of. */
  scope?: CalledScope
  timing: NoticeTiming
  log: Logger
}

const FAREWELL_MS = 2_000
const HOUR_MS = 60 * 60 * 1000
/** Quiet hours put off for a day at most, failures until it is given up. */
const LONGEST_QUIET_MS = 25 * HOUR_MS

export function startNoticeWorker(deps: WorkerDependencies): NoticeWorker {
  const { database, channels, timing, now, vouched = now, log } = deps
  const closing = new AbortController()
  const cuttingOff = new AbortController()
  const loudFrom = createQuiet(deps.quietHours, deps.timeZone)
  const dueFrom = (channel: Channel, kind: string, moment: Date) =>
    kind === 'urgent' || !channel.isForPeople ? moment : loudFrom(moment)
  const deliver = createDeliver({ ...deps, dueFrom, stopping: cuttingOff.signal })
  const lanes = channels.map((channel) =>
    createLane({ ...deps, channel, deliver, closing: closing.signal }),
  )
  let underWay: Promise<void> | null = null
  let isWoken = false
  /** Told once, until it works again. */
  let isFailing = false
  /** What is for nobody waits for the next round: settled one by one, each would cost as much as half a turn. */
  let isTime = false

  /** Those that lead to anybody now. */
  async function channelsThere(): Promise<Channel[]> {
    const there = await Promise.all(
      channels.map(async ({ isSetUp }) => (await isSetUp?.()) ?? true),
    )
    return channels.filter((_, index) => there[index])
  }

  function waysOf({ id, kind, at }: NoticeToRoute, there: readonly Channel[]): Way[] {
    const age = vouched().getTime() - Date.parse(at)
    // Told so long ago, nobody waits for it: as where the first channel is set up after months.
    if (age > timing.giveUpAfterMs) return []
    return there
      .filter(({ told }) => told.includes(kind as NoticeKind))
      .map((channel) => {
        const due = dueFrom(channel, kind, now())
        const until = new Date(due.getTime() + timing.giveUpAfterMs)
        return {
          notice_id: id,
          channel: channel.name,
          due_at: due.toISOString(),
          until: until.toISOString(),
        }
      })
  }

  /** Where nothing leads to anybody they are told to nobody, and so they stay: what is set up later tells what comes then. */
  async function route(goesOn: (there: readonly Channel[]) => boolean): Promise<void> {
    for (;;) {
      const notices = await findNoticesToRoute(database.queries, deps.scope)
      if (notices.length === 0) return
      const there = await channelsThere()
      if (!goesOn(there)) return
      const ways = notices.flatMap((notice) => waysOf(notice, there))
      if (!(await routeNotices(database, { notices, ways, at: now().toISOString() }))) continue
      for (const lane of lanes) lane.run()
    }
  }

  /** What is for nobody is not left to the next start, when there may be somebody. */
  async function routeLast(): Promise<void> {
    try {
      await route((there) => there.length === 0)
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'notices for nobody not settled')
    }
  }

  async function look(): Promise<void> {
    try {
      while (isWoken && !closing.signal.aborted) {
        isWoken = false
        const isForAll = isTime
        isTime = false
        await route((there) => !closing.signal.aborted && (isForAll || there.length > 0))
        isFailing = false
      }
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'notices not given to their channels')
      isFailing = true
    } finally {
      underWay = null
    }
  }

  /** A clock that had leapt ahead would keep them until it is as late as that. */
  async function lookForPutOff(): Promise<void> {
    if (channels.length === 0) return
    const at = now().getTime()
    const after = (ms: number) => new Date(at + ms).toISOString()
    try {
      const count = await bringForward(database, {
        channels: channels.map(({ name }) => name),
        now: after(0),
        latest: after(timing.giveUpAfterMs + LONGEST_QUIET_MS),
        until: after(timing.giveUpAfterMs),
      })
      if (count > 0) log.warn({ count }, 'notices of a time to come: the clock was ahead; due now')
    } catch (error) {
      log.error({ err: error }, 'notices that a wrong clock put off not looked for')
    }
  }

  function wake(): void {
    if (closing.signal.aborted) return
    isWoken = true
    underWay ??= look()
  }

  let lookingForPutOff: Promise<void> = Promise.resolve()
  const stopBringing = repeatedly(HOUR_MS, () => (lookingForPutOff = lookForPutOff()))
  const stopLooking = repeatedly(timing.everyMs, async () => {
    isTime = true
    wake()
    for (const lane of lanes) if (!closing.signal.aborted) lane.run()
  })

  return {
    // Where there is no channel there is nothing but rounds.
    wake: channels.length === 0 ? () => undefined : wake,
    again() {
      if (!closing.signal.aborted) for (const lane of lanes) lane.again()
    },
    async stop(farewellMs = FAREWELL_MS) {
      stopLooking()
      stopBringing()
      closing.abort()
      const cutOff = setTimeout(() => cuttingOff.abort(), farewellMs)
      await underWay
      await lookingForPutOff
      await routeLast()
      await Promise.all(lanes.map(({ idle }) => idle()))
      clearTimeout(cutOff)
    },
  }
}
