/** The database of the settings, for commands that need it as a file. */
import { alone, type Alone } from '../../../storage/backup/alone.ts'
import type { Config } from '../../settings/config.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { localProblem, CommandError } from '../command/command-error.ts'
import { readSettings } from '../command/settings.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'

/** Throws `ConfigError`; `UsageError` where the database is no file. */
export async function readFileSettings({ env }: Surroundings): Promise<Config> {
  const { env: all } = await readSecrets(env)
  const config = readSettings(all)
  if (config.azureSql !== null)
    throw new UsageError(
      'The database is Azure SQL, which keeps backups of its own, every moment of the last seven days: docs/deployment.md#backup says how to go back to one',
    )
  return config
}

/** A backup of a gigabyte takes a minute on a small machine. */
const PATIENCE_MS = 5 * 60_000

export async function mustBeAlone(database: string, around: Surroundings): Promise<Alone> {
  const now = await alone(database)
  if (now) return now
  around.errors.write('Another backup or restore is under way: waiting until it is done\n')
  const later = await alone(database, PATIENCE_MS)
  if (later) return later
  throw new CommandError(
    'failed',
    localProblem('Not alone', 'Another backup or restore has been under way for five minutes'),
  )
}
