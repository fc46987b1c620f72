/** What the settings of notices are now: the environment's, and over them what the owner has changed, in any process. */
import type { Logger } from 'pino'
import type { Database } from '../../storage/database.ts'
import { readStoredSettings, storeSettings } from '../../storage/notices/settings.ts'
import { repeatedly } from '../basics/repeatedly.ts'
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
  let known = ''
  let current = readChangedNotices(given, [])
  let isFailing = false

  /** Read again where it changes meanwhile, so that an older answer never takes the place of a newer one. */
  let reading: Promise<void> = Promise.resolve()
  function refresh(): Promise<void> {
    const next = reading.then(read)
    reading = next.catch(() => undefined)
    return next
  }

  async function read(): Promise<void> {
    const stored = await readStoredSettings(database.queries)
    const isFirst = known === ''
    const found = JSON.stringify(stored)
    if (found === known) return
    known = found
    current = readChangedNotices(given, stored)
    for (const [setting, problem] of Object.entries(current.unfit))
      log.warn({ setting, problem }, 'what the console changed does not fit any more')
    if (!isFirst) log.info('notices: the owner has changed what he is told')
    onChange(current)
  }

  async function look(): Promise<void> {
    try {
      await refresh()
      isFailing = false
    } catch (error) {
      // What was known last goes on.
      if (!isFailing) log.error({ err: error }, 'settings of notices not read')
      isFailing = true
    }
  }

  await look()
  if (known === '') onChange(current)
  let isFirstLook = true
  const stop = repeatedly(everyMs, async () => {
    if (!isFirstLook) await look()
    isFirstLook = false
  })

  return {
    current: () => current,
    async change(changes) {
      await storeSettings(database, changes, now().toISOString())
      await refresh()
    },
    refresh,
    stop,
  }
}
