/** What the settings are refused for. */
import { readConfig, type ConfigError } from '../../server/settings/config.ts'

export function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    return (error as ConfigError).problems
  }
  return []
}
