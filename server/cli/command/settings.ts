/** The settings, for commands that take no calls. */
import { readConfig, type Config } from '../../settings/config.ts'

/** Without production's demands on them, which are a server's. Throws `ConfigError`. */
export function readSettings(env: NodeJS.ProcessEnv): Config {
  return readConfig({ ...env, NODE_ENV: '', WEBSITE_SITE_NAME: '' })
}
