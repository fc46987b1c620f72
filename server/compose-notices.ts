/** Notices, put together: the turn that tells wakes whoever brings them to the owner. */
import type { Logger } from 'pino'
import type { Database } from '../storage/database.ts'
import type { TakeTurn } from './calls/turn.ts'
import { NOTICE_TIMING, type NoticeTiming } from './notices/timing.ts'
import type { NoticeWorker } from './notices/worker.ts'
import type { Config } from './settings/config.ts'

export interface Notices {
  /** The turn; what it tells is looked at once it is on disk. */
  after(takeTurn: TakeTurn): TakeTurn
  close(): Promise<void>
}

export interface NoticesDependencies {
  database: Database
  timing: Partial<NoticeTiming> | undefined
  now(): Date
  /** A time that is not ahead, whatever the clock says. */
  vouched(): Date
  log: Logger
  onSettled(channel: string, state: string): void
}

/** Loaded only where there is a way to the owner. */
export async function composeNotices(
  { notices, baseUrl, timeZone }: Config,
  { database, timing, now, vouched, log, onSettled }: NoticesDependencies,
): Promise<Notices> {
  const { quietHours, detail, ...ways } = notices
  let worker: NoticeWorker | null = null
  if (Object.values(ways).some((way) => way !== null)) {
    const { createChannels } = await import('./notices/create-channels.ts')
    const { startNoticeWorker } = await import('./notices/worker.ts')
    worker = startNoticeWorker({
      database,
      channels: await createChannels(notices),
      quietHours,
      timeZone,
      options: { detail, baseUrl },
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
    close: async () => worker?.stop(),
  }
}
