/** Web push for a command: the browsers that have signed up are in the server's database. */
import { existsSync } from 'node:fs'
import { isMigrated } from '../../../storage/database.ts'
import { hasSubscriptions } from '../../../storage/notices/push-subscriptions.ts'
import { findVapidKeys } from '../../../storage/notices/vapid-keys.ts'
import { publicReach } from '../../basics/reach.ts'
import type { PushDependencies } from '../../notices/channels/push.ts'
import { openDatabase } from '../../open-database.ts'
import type { Config } from '../../settings/config.ts'

/** Null where no browser has signed up; else to be closed. Rejects where the database cannot be opened. */
export async function openPush(
  config: Config,
): Promise<{ push: PushDependencies; close(): Promise<void> } | null> {
  const { notices, azureSql, sqlitePath, baseUrl } = config
  if (notices.push === null || (azureSql === null && !existsSync(sqlitePath))) return null
  const database = await openDatabase(config)
  const { queries } = database
  const keys = (await isMigrated(queries)) ? await findVapidKeys(queries) : undefined
  if (keys && (await hasSubscriptions(queries)))
    return {
      push: { database, keys, baseUrl, reach: publicReach, now: () => new Date() },
      close: database.close,
    }
  await database.close()
  return null
}
