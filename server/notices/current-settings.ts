/** What the settings of notices are now: the environment's, and over them what the owner has changed, in any process. */
import type { Logger } from 'pino'
import type { Database } from '../../storage/database.ts'
import {
  readStoredSettings,
  storeSettings,
  type StoredSetting,
} from '../../storage/stored-settings.ts'
import { follow } from '../basics/follow.ts'
import {
  readChangedNotices,
  type ChangedNotices,
  type Given,
} from '../settings/notices/changed-notices.ts'

export interface CurrentSettings {
  current(): ChangedNotices
  /** Null takes one back. */
  change(changes: Record<string, string | null>): Promise<void>
  /** Reads what other processes have changed. */
  refresh(): Promise<void>
  stop(): void
}

const TABLE = 'notice_settings'

export async function createCurrentSettings(deps: {
  database: Database
  given: Given
  everyMs: number
  now(): Date
  log: Logger
  /** Called with every change, and at first. */
  onChange(changed: ChangedNotices): void
}): Promise<CurrentSettings> {
  const { database, given, everyMs, now, log, onChange } = deps
  let current = readChangedNotices(given, [])
  let isTold = false

  function take(stored: StoredSetting[], isFirst: boolean): void {
    current = readChangedNotices(given, stored)
    for (const [setting, problem] of Object.entries(current.unfit))
      log.warn({ setting, problem }, 'what the console changed does not fit any more')
    if (!isFirst) log.info('notices: the owner has changed what he is told')
    isTold = true
    onChange(current)
  }

  const { refresh, stop } = await follow({
    read: () => readStoredSettings(database.queries, TABLE),
    everyMs,
    onRead: take,
    onFailure: (error) => log.error({ err: error }, 'settings of notices not read'),
  })
  if (!isTold) onChange(current)

  return {
    current: () => current,
    async change(changes) {
      await storeSettings(database, TABLE, changes, now().toISOString())
      await refresh()
    },
    refresh,
    stop,
  }
}
