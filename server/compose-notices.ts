/** Notices, put together: the turn that tells wakes whoever brings them to the owner. */
import type { Logger } from 'pino'
import type { Database } from '../storage/database.ts'
import { keepVapidKeys } from '../storage/notices/vapid-keys.ts'
import { publicReach, type Reach } from './basics/reach.ts'
import type { TakeTurn } from './calls/turn.ts'
import type { PushDependencies } from './notices/channels/push.ts'
import { NOTICE_TIMING, type NoticeTiming } from './notices/timing.ts'
import type { NoticeWorker } from './notices/worker.ts'
import type { Config } from './settings/config.ts'

export interface Notices {
  /** The turn; what it tells is looked at once it is on disk. */
  after(takeTurn: TakeTurn): TakeTurn
  /** What a browser signs up with; null where nothing goes by web push. */
  push: { publicKey: string; told: readonly string[]; reach: Reach } | null
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

/** Loaded only where there may be a way to the owner. */
export async function composeNotices(config: Config, deps: NoticesDependencies): Promise<Notices> {
  const { notices, baseUrl, timeZone } = config
  const { database, timing, now, vouched, log, onSettled } = deps
  const { quietHours, detail, ...ways } = notices
  const push = await composePush(config, deps)
  let worker: NoticeWorker | null = null
  if (Object.values(ways).some((way) => way !== null)) {
    const { createChannels } = await import('./notices/create-channels.ts')
    const { startNoticeWorker } = await import('./notices/worker.ts')
    worker = startNoticeWorker({
      database,
      channels: await createChannels(notices, push ? { push } : {}),
      quietHours,
      timeZone,
      detail,
      baseUrl,
      timing: { ...NOTICE_TIMING, ...timing },
      now,
      vouched,
      log,
      onSettled,
    })
  }
  return {
    after: (takeTurn) => async (incoming) => {
      const end = await takeTurn(incoming)
      if (end.how === 'answered' && end.taken.step.tells.length > 0) worker?.wake()
      return end
    },
    push: push && {
      publicKey: push.keys.publicKey,
      told: notices.push?.told ?? [],
      reach: push.reach,
    },
    close: async () => worker?.stop(),
  }
}

/** Its keys are made with the first start on a database. */
async function composePush(
  { notices, baseUrl }: Config,
  { database, push: parts, now }: NoticesDependencies,
): Promise<PushDependencies | null> {
  if (notices.push === null) return null
  const { makeVapidKeys } = await import('./notices/channels/push/make-keys.ts')
  const keys = await keepVapidKeys(database, makeVapidKeys, now().toISOString())
  return { database, keys, baseUrl, now, reach: publicReach, ...parts }
}
