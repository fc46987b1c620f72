/** A screener by its name, as set up in the environment or .env. */
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { readConfig } from '../../settings/config.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { UsageError } from '../call/options.ts'
import type { Judge } from './screen-all.ts'

/**
 * Without the chain: what is measured is this screener, not who stands in for it. Throws `UsageError` or
 * `ConfigError`.
 */
export async function judgeNamed(name: string): Promise<Judge> {
  // The rules need no secret, so no vault is waited for.
  const { env, unread } =
    name === 'offline' ? { env: process.env, unread: {} } : await readSecrets(process.env)
  for (const [setting, reason] of Object.entries(unread))
    if (setting.startsWith('AZURE_OPENAI_')) console.error(`${setting}: ${reason}`)
  const config = readConfig({ ...env, NODE_ENV: '', WEBSITE_SITE_NAME: '' })
  const surroundings = {
    speech: speechIn(config.language, config.ownerName),
    now: () => new Date(),
  }
  if (name === 'offline') {
    const { createOfflineScreener } = await import('../../screening/offline/offline-screener.ts')
    return createOfflineScreener(surroundings)
  }
  if (name !== 'azure' && name !== 'openai')
    throw new UsageError(`There is no screener '${name}': offline, azure or openai`)
  const { createChatScreeners } = await import('../../screening/screening.ts')
  const screener = (await createChatScreeners(config, surroundings)).find(
    (found) => found.name === name,
  )
  if (!screener) {
    const needs = name === 'azure' ? 'AZURE_OPENAI_ENDPOINT and _DEPLOYMENT' : 'OPENAI_MODEL'
    throw new UsageError(`The screener '${name}' is not set up: set ${needs}, see the README`)
  }
  return (input) => {
    const signal = AbortSignal.timeout(config.screeningDeadlineMs)
    return screener.screen(input, signal, () => undefined)
  }
}
