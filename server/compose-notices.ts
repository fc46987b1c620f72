/** Notices, put together: the turn that tells wakes whoever brings them to the owner. */
import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { CalledScope } from '../storage/called.ts'
import type { Database } from '../storage/database.ts'
import { keepVapidKeys } from '../storage/notices/vapid-keys.ts'
import { createChangedInTurn } from './basics/changed-in-turn.ts'
import { lazy } from './basics/lazy.ts'
import { publicReach, type Reach } from './basics/reach.ts'
import type { TakeTurn } from './calls/turn.ts'
import type { Channel } from './notices/channel.ts'
import { createCurrentSettings, type CurrentSettings } from './notices/current-settings.ts'
import type { NoticeDesk } from './notices/desk.ts'
import type { DigestWords } from './notices/digest.ts'
import type { DigestRounds } from './notices/digest-rounds.ts'
import { NOTICE_TIMING, type NoticeTiming } from './notices/timing.ts'
import type { NoticeWorker } from './notices/worker.ts'
import type { PushDoor } from './owner/api/push.ts'
import { createHouses, noticesOf, type House } from './settings/houses/house.ts'
import type { Config } from './settings/config.ts'
import type { ChangedNotices } from './settings/notices/changed-notices.ts'
import { CHANNEL_NAMES, type NoticeSettings } from './settings/notices/read-notices.ts'

export interface Notices {
  /** The turn; what it tells is looked at once it is on disk. */
  after(takeTurn: TakeTurn): TakeTurn
  /** For whoever looks at notices, and changes what is told. */
  desk(): Promise<NoticeDesk>
  /** The settings as the owner has them now. */
  current(): NoticeSettings
  /** Where browsers sign up. */
  push: PushDoor
  close(): Promise<void>
}

/** What a test puts in the place of the internet. */
export interface PushParts {
  reach?: Reach
  patienceMs?: number
}

export interface NoticesDependencies {
  database: Database
  timing: Partial<NoticeTiming> | undefined
  push: PushParts | undefined
  now(): Date
  /** A time that is not ahead, whatever the clock says. */
  vouched(): Date
  log: Logger
  onSettled(channel: string, state: string): void
}

interface Running {
  /** One for each line with channels of its own, and one for all others. */
  workers: NoticeWorker[]
  digests: DigestRounds[]
}

export async function composeNotices(config: Config, deps: NoticesDependencies): Promise<Notices> {
  const { database, now, log } = deps
  const timing = { ...NOTICE_TIMING, ...deps.timing }
  const given = config.noticesGiven
  const houses = createHouses(config)
  const lineOf = (called: string) => houses.of(called).label
  const { keys, createChannels } = composeChannels(config, deps)
  let running: Running | null = null
  /** Being stopped, in their own time. */
  const leaving = new Set<Running>()

  /** What is being sent by the old settings may arrive; two at work share what is due as two processes do. */
  async function changeTo(changed: ChangedNotices): Promise<void> {
    const before = running
    running = await start(changed)
    if (before === null) return
    leaving.add(before)
    void stop(before, timing.deadlineMs).finally(() => leaving.delete(before))
  }

  /** Where there is no way to the owner, too: what could be told to nobody then is not told later. */
  async function start({ settings, digestSince }: ChangedNotices): Promise<Running> {
    const { timeZone, baseUrl } = config
    const { vouched, onSettled } = deps
    const shared = { database, rollOf: houses.rollOf, timing, now, vouched, log, onSettled }
    const own = houses.all.filter(({ notices }) => notices !== null)
    const scopes = [
      { told: settings, scope: { except: own.map(({ number }) => number!) }, house: null },
      ...own.map((house) => ({
        told: noticesOf(house, settings),
        scope: { only: [house.number!] },
        house,
      })),
    ]
    // Before any of them is started: what cannot begin now is begun anew, as a whole.
    const made = await Promise.all(
      scopes.map(async (one) => ({
        ...one,
        channels: hasWays(one.told) ? await createChannels(one.told) : [],
      })),
    )
    const { startNoticeWorker } = await import('./notices/worker.ts')
    const digests = await Promise.all(made.map(startDigests))
    return {
      workers: made.map(({ told: { quietHours, detail }, channels, scope }) => {
        const about = { quietHours, detail, channels, scope, timeZone, baseUrl, lineOf }
        return startNoticeWorker({ ...shared, ...about })
      }),
      digests: digests.filter((one) => one !== null),
    }

    /** `house`: null for all lines without channels of their own. */
    async function startDigests(of: {
      told: NoticeSettings
      channels: Channel[]
      scope: CalledScope
      house: House | null
    }): Promise<DigestRounds | null> {
      const { quietHours, detail, digest } = of.told
      const by = of.channels.filter(({ name }) => (digest.by as readonly string[]).includes(name))
      if (by.length === 0) return null
      const { startDigestRounds } = await import('./notices/digest-rounds.ts')
      const line = of.house && { label: of.house.label, number: of.house.number! }
      const isAtOfAll = of.house?.notices?.fromAll.includes('digestAt') ?? true
      return startDigestRounds({
        ...shared,
        quietHours,
        channels: by,
        at: digest.at,
        since: isAtOfAll ? digestSince : null,
        ...(line && { storedAs: (channel: string) => digestKey(channel, line.number) }),
        options: {
          // Whoever carries it can read it: none goes by web push.
          detail: detail === 'full' ? 'full' : 'brief',
          baseUrl,
          timeZone,
          scope: of.scope,
          ...(line && { line }),
          lineOf,
          rollOf: houses.rollOf,
          words: await digestWords(),
        },
      })
    }
  }

  const { everyMs } = timing
  const changing = createChangedInTurn({
    change: changeTo,
    everyMs,
    onFailure: (error) => log.error({ err: error }, 'notices not begun: it is tried again'),
  })
  const settings = await createCurrentSettings({
    database,
    given,
    everyMs,
    now,
    log,
    onChange: changing.to,
  })
  await changing.idle()

  return {
    after: (takeTurn) => async (incoming) => {
      const end = await takeTurn(incoming)
      if (end.how === 'answered' && end.taken.step.tells.length > 0)
        for (const worker of running?.workers ?? []) worker.wake()
      return end
    },
    current: () => settings.current().settings,
    push: pushDoor(settings, keys, deps.push?.reach ?? publicReach),
    desk: lazy(async () => {
      const { createDesk } = await import('./notices/desk.ts')
      return createDesk({
        database,
        given,
        houses,
        settings,
        createChannels: () => createChannels(settings.current().settings),
        baseUrl: config.baseUrl,
        giveUpAfterMs: timing.giveUpAfterMs,
        again() {
          for (const worker of running?.workers ?? []) worker.again()
        },
      })
    }),
    async close() {
      settings.stop()
      await changing.stop()
      const all = [...leaving, ...(running === null ? [] : [running])]
      await Promise.all(all.map((one) => stop(one)))
    },
  }
}

async function stop({ workers, digests }: Running, farewellMs?: number): Promise<void> {
  const rounds = digests.map((one) => one.stop())
  await Promise.all([...workers.map((worker) => worker.stop(farewellMs)), ...rounds])
}

/** The column has 16 characters, fewer than a number and a channel take. */
function digestKey(channel: string, line: string): string {
  return `${channel}:${createHash('sha256').update(line).digest('hex').slice(0, 10)}`
}

/** Whether there may be a way to the owner at all. */
function hasWays(settings: NoticeSettings): boolean {
  return CHANNEL_NAMES.some((name) => settings[name] !== null)
}

type Keys = Awaited<ReturnType<typeof keepVapidKeys>>

/** Our keys for push services are made with the first start on a database that tells browsers. */
function composeChannels(
  { baseUrl, twilioApiUrl }: Config,
  { database, push: parts, now }: NoticesDependencies,
) {
  const keys = lazy(async (): Promise<Keys> => {
    const { makeVapidKeys } = await import('./notices/channels/push/make-keys.ts')
    return keepVapidKeys(database, makeVapidKeys, now().toISOString())
  })
  return {
    keys,
    async createChannels(settings: NoticeSettings): Promise<Channel[]> {
      const { createChannels } = await import('./notices/create-channels.ts')
      const twilio = twilioApiUrl === null ? {} : { twilioUrl: twilioApiUrl }
      if (settings.push === null) return createChannels(settings, twilio)
      const push = { database, keys: await keys(), baseUrl, now, reach: publicReach, ...parts }
      return createChannels(settings, { ...twilio, push })
    },
  }
}

function pushDoor(settings: CurrentSettings, keys: () => Promise<Keys>, reach: Reach): PushDoor {
  return {
    reach,
    async current() {
      await settings.refresh()
      const { push } = settings.current().settings
      return push && { publicKey: (await keys()).publicKey, told: push.told }
    },
  }
}

/** Those of the inbox. */
async function digestWords(): Promise<DigestWords> {
  const { becameInWords, TAB_NAMES } = await import('./words/call-words.ts')
  return {
    tabs: TAB_NAMES,
    became: (call) => becameInWords(call as Parameters<typeof becameInWords>[0]),
  }
}
