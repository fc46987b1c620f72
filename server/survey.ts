/** What the doctor's checks look at, from the settings and the database: the same for a server and for a command. */
import { isMigrated, type Database } from '../storage/database.ts'
import { hasSubscriptions } from '../storage/notices/push-subscriptions.ts'
import { countGivenUp } from '../storage/review/notices.ts'
import { readStoredSettings } from '../storage/stored-settings.ts'
import { outside as theNetwork } from './doctor/outside.ts'
import type { NoticesLookedAt, Outside, Surveyed } from './doctor/surveyed.ts'
import type { Config } from './settings/config.ts'
import { readChangedNotices } from './settings/notices/changed-notices.ts'
import { CHANNEL_NAMES } from './settings/notices/read-notices.ts'
import { triableModels } from './triable-models.ts'
import { channelName } from './words/delivery-words.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

export function survey(
  config: Config | null,
  {
    problems = [],
    database,
    instances,
    now,
    outside = theNetwork,
  }: Pick<Surveyed, 'database' | 'instances' | 'now'> & {
    problems?: readonly string[]
    outside?: Outside | undefined
  },
): Surveyed {
  return {
    config,
    problems,
    database,
    instances,
    models: async () => (config === null ? [] : triableModels(config, now)),
    async notices() {
      const opened = await database()
      const isThere = opened !== null && (await isMigrated(opened.queries))
      return lookAtNotices(config?.noticesGiven ?? {}, isThere ? opened : null, now())
    },
    now,
    outside,
  }
}

async function lookAtNotices(
  given: Config['noticesGiven'],
  database: Database | null,
  now: Date,
): Promise<NoticesLookedAt> {
  const stored = database ? await readStoredSettings(database.queries, 'notice_settings') : []
  const { settings } = readChangedNotices(given, stored)
  const hasBrowsers = database !== null && (await hasSubscriptions(database.queries))
  const since = new Date(now.getTime() - WEEK_MS).toISOString()
  return {
    channels: CHANNEL_NAMES.filter((name) =>
      name === 'push' ? settings.push !== null && hasBrowsers : settings[name] !== null,
    ).map(channelName),
    givenUp: database ? await countGivenUp(database.queries, since) : 0,
  }
}
