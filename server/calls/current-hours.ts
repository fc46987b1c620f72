/** When which flow answers, now: the environment's hours, or the owner's own over them, in any process. */
import type { Logger } from 'pino'
import type { Database } from '../../storage/database.ts'
import { readStoredSettings, storeSettings } from '../../storage/stored-settings.ts'
import { follow } from '../basics/follow.ts'
import type { Hours, HoursRule, Quiet } from '../settings/hours/hours.ts'
import { readHours } from '../settings/hours/read-hours.ts'
import { writeHours } from '../settings/hours/write-hours.ts'

export interface CurrentHours {
  /** As the environment has them, without what is stored. */
  given: Hours
  current(): Hours
  /** When the owner has changed the rules; null where they are the environment's. */
  changedAt(): string | null
  /** Null takes back what was changed; what is left out stays. Rules have to be some. */
  change(changes: { rules?: readonly HoursRule[] | null; quiet?: Quiet | null }): Promise<void>
  /** Ids of the flows that there are. */
  flows: readonly string[]
  /** Reads what other processes have changed. */
  refresh(): Promise<void>
  stop(): void
}

export async function createCurrentHours({
  database,
  given,
  flows,
  everyMs,
  now,
  log,
}: {
  database: Database
  given: Hours
  /** Ids of those that there are. */
  flows: readonly string[]
  everyMs: number
  now(): Date
  log: Logger
}): Promise<CurrentHours> {
  let current = given
  let changedAt: string | null = null

  /** What is stored and does not fit any more, as a flow that is gone, is left aside. */
  function read(name: string, value: string): Partial<Hours> {
    const stored = name === 'rules' ? readHours(value, flows) : readQuiet(value, flows)
    if ('value' in stored) return { [name]: stored.value }
    log.warn({ hours: name, problem: stored.problem }, 'stored hours do not fit any more')
    return {}
  }

  const { refresh, stop } = await follow({
    read: () => readStoredSettings(database.queries, 'hours'),
    everyMs,
    onRead(stored, isFirst) {
      const changed = stored.map((one) => ({ ...one, read: read(one.name, one.value) }))
      current = Object.assign({ ...given }, ...changed.map((one) => one.read)) as Hours
      changedAt = changed.find((one) => 'rules' in one.read)?.updated_at ?? null
      if (!isFirst) log.info('hours: the owner has changed when which flow answers')
    },
    onFailure: (error) => log.error({ err: error }, 'hours not read'),
  })

  return {
    given,
    flows,
    current: () => current,
    changedAt: () => changedAt,
    async change({ rules, quiet }) {
      const changes = {
        ...(rules !== undefined && { rules: rules && writeHours(rules) }),
        ...(quiet !== undefined && { quiet: quiet && `${quiet.until}=${quiet.flow}` }),
      }
      await storeSettings(database, 'hours', changes, now().toISOString())
      await refresh()
    },
    refresh,
    stop,
  }
}

function readQuiet(written: string, flows: readonly string[]) {
  const [until = '', flow = ''] = written.split('=')
  if (Number.isNaN(Date.parse(until))) return { problem: 'it has no end' }
  return flows.includes(flow) ? { value: { until, flow } } : { problem: `there is no flow ${flow}` }
}
