/** The settings, for commands that take no calls. */
import { readConfig, type Config } from '../../settings/config.ts'

/** Without the demands on them that are a server's: production's, and a key for whoever may come. Throws `ConfigError`. */
export function readSettings(env: NodeJS.ProcessEnv): Config {
  return readConfig({ ...env, NODE_ENV: '', WEBSITE_SITE_NAME: '' }, {}, undefined, [], false)
}
