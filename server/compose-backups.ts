/** Backups that the settings ask for. */
import type { BackupRounds, Backups } from './backups/rounds.ts'
import type { Config } from './settings/config.ts'

/** Null where none are asked for; what writes them is loaded only then. */
export async function startBackupRounds(
  { backups, sqlitePath, azureSql }: Pick<Config, 'backups' | 'sqlitePath' | 'azureSql'>,
  watching: Pick<BackupRounds, 'now' | 'log' | 'onTried' | 'timing'>,
): Promise<Backups | null> {
  const { folder, everyHours, keep, passphrase } = backups
  if (folder === null || azureSql !== null) return null
  const { startBackups } = await import('./backups/rounds.ts')
  return startBackups({ ...watching, database: sqlitePath, folder, everyHours, keep, passphrase })
}
