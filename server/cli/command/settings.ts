/** The settings, for commands that take no calls. */
import { ConfigError, readConfig, type Config } from '../../settings/config.ts'
import { UsageError } from './usage-error.ts'

/** Without production's demands on them, which are a server's. Throws `UsageError`. */
export function readSettings(env: NodeJS.ProcessEnv): Config {
  try {
    return readConfig({ ...env, NODE_ENV: '', WEBSITE_SITE_NAME: '' })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}
