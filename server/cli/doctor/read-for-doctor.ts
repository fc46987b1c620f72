/** The settings, as far as they can be read: one mistake in them hides nothing else that is wrong. */
import { ConfigError, readConfig, type Config } from '../../settings/config.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { readSettings } from '../command/settings.ts'

/** One name leads to another where they belong together. */
const MOST_ROUNDS = 5

export async function readForDoctor(
  given: NodeJS.ProcessEnv,
): Promise<{ config: Config | null; problems: string[] }> {
  const { env, unread } = await readSecrets(given)
  try {
    return { config: readConfig(env, unread), problems: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { config: readAnyway(env), problems: error.problems }
  }
}

/** Without what is wrong; null where nothing can be made of the rest. */
function readAnyway(env: NodeJS.ProcessEnv): Config | null {
  const left = { ...env }
  for (let round = 0; round < MOST_ROUNDS; round++)
    try {
      return readSettings(left)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      for (const problem of error.problems) {
        const [name = ''] = /^\w+/.exec(problem) ?? []
        delete left[name]
      }
    }
  return null
}
