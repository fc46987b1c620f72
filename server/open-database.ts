/** The database that the settings ask for. */
import { setTimeout as delay } from 'node:timers/promises'
import { ConciergeError } from '../storage/concierge-error.ts'
import type { Database } from '../storage/database.ts'
import { isLocked } from '../storage/sqlite/lock-patience.ts'
import { openSqlite } from '../storage/sqlite/open-sqlite.ts'
import type { Config } from './settings/config.ts'
import type { CheckUp } from './watch/check-up.ts'

/** The database is there and cannot do its work. */
class UnfitDatabaseError extends ConciergeError {
  readonly code = 'UNFIT_DATABASE'
  readonly disposition = 'refuse'
}

/** As long as Azure SQL is waited for. */
const PATIENCE_MS = 90_000
const PAUSE_MS = 500

/** Rejects with an error that refuses: the database cannot be opened or reached, or the connection string cannot work. */
export async function openDatabase(
  { azureSql, sqlitePath }: Pick<Config, 'azureSql' | 'sqlitePath'>,
  onWarning: (warning: string) => void = () => undefined,
): Promise<Database> {
  if (azureSql === null) return openWhenFree(sqlitePath, onWarning)
  const { openAzureSql } = await import('../storage/azure-sql/open-azure-sql.ts')
  const { credentialFor } = await import('./settings/azure-credential.ts')
  return openAzureSql(azureSql, { credential: credentialFor })
}

/** Where it is locked, as while another process mends its log after a death, that is waited for. */
async function openWhenFree(path: string, onWarning: (warning: string) => void): Promise<Database> {
  const until = performance.now() + PATIENCE_MS
  for (let isTold = false; ; isTold = true)
    try {
      return openSqlite(path, { onWarning })
    } catch (error) {
      if (!isLocked((error as Error).cause) || performance.now() > until) throw error
      if (!isTold) onWarning('The database is locked by another process: waiting until it is free')
      await delay(PAUSE_MS)
    }
}

/** So long a start waits to hear that nothing is damaged; a large file takes longer, and is looked at beside the calls. */
const CHECK_MS = 5_000

/** Rejects with `UnfitDatabaseError` where the database takes nothing, lacks a table or is damaged. */
export async function mustBeFit(database: Database, checkUp: CheckUp): Promise<void> {
  const damage = await Promise.race([
    database.findDamage().catch((error: unknown) => (isLocked(error) ? null : String(error))),
    delay(CHECK_MS, null, { ref: false }),
  ])
  if (damage !== null)
    throw new UnfitDatabaseError(
      `The database is damaged (${damage.slice(0, 200)}): go back to a backup, or save what can be saved with sqlite3's .recover`,
    )
  const unwell = await checkUp()
  // Out of reach it may be back in a moment, and until then contacts get through all the same.
  if (unwell === null || database.isOutOfReach(unwell.error)) return
  const { reason, error } = unwell
  throw new UnfitDatabaseError(`Could not start: ${reason} (${(error as Error).message})`, {
    cause: error,
  })
}
