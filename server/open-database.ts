/** The database that the settings ask for. */
import type { Database } from '../storage/database.ts'
import { openSqlite } from '../storage/sqlite/open-sqlite.ts'
import type { Config } from './settings/config.ts'

/** Rejects with `OpenDatabaseError` or `ReachDatabaseError`, or where the connection string cannot work. */
export async function openDatabase({
  azureSql,
  sqlitePath,
}: Pick<Config, 'azureSql' | 'sqlitePath'>): Promise<Database> {
  if (azureSql === null) return openSqlite(sqlitePath)
  const { openAzureSql } = await import('../storage/azure-sql/open-azure-sql.ts')
  const { credentialFor } = await import('./settings/azure-credential.ts')
  return openAzureSql(azureSql, { credential: credentialFor })
}
