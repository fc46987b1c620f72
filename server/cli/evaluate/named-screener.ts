/** A screener by its name, as set up in the environment or .env. */
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import type { Prompt } from '../../../prompts/concierge.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { oneOf } from '../command/option-values.ts'
import { readSettings } from '../command/settings.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { untilThere } from './until-there.ts'
import { UsageError } from '../command/usage-error.ts'

export const SCREENERS = ['offline', 'azure', 'openai'] as const

/** Gives the verdict with the time that it took. */
export type Judge = (input: ScreeningInput) => Promise<Verdict>

/** Without the chain: what is measured is this screener, not who stands in for it. Throws `UsageError`. */
export async function judgeNamed(
  written: string,
  { env, errors }: Surroundings,
  prompt?: Prompt,
): Promise<Judge> {
  const name = oneOf(SCREENERS, written, 'screener')
  if (name === 'offline' && prompt)
    throw new UsageError("The screener 'offline' reads no prompt: give --screener azure or openai")
  // The rules need no secret, so no vault is waited for.
  if (name === 'offline') return judgeOffline(env)
  const secrets = await readSecrets(env)
  for (const [setting, reason] of Object.entries(secrets.unread))
    if (setting.startsWith('AZURE_OPENAI_')) errors.write(`${setting}: ${reason}\n`)
  const config = readSettings(secrets.env)
  const { createChatScreeners } = await import('../../screening/screening.ts')
  const speech = speechIn(config.language, config.ownerName)
  const known = await createChatScreeners(config, { speech, now: () => new Date(), prompt })
  const screener = known.find((found) => found.name === name)
  if (!screener) {
    const needs = name === 'azure' ? 'AZURE_OPENAI_ENDPOINT and _DEPLOYMENT' : 'OPENAI_MODEL'
    throw new UsageError(`The screener '${name}' is not set up: set ${needs}, see docs/models.md`)
  }
  await untilThere(screener, { errors })
  return (input) => {
    const signal = AbortSignal.timeout(config.screeningDeadlineMs)
    return screener.screen(input, signal, () => undefined)
  }
}

async function judgeOffline(env: NodeJS.ProcessEnv): Promise<Judge> {
  const { language, ownerName } = readSettings(env)
  const { createOfflineScreener } = await import('../../screening/offline/offline-screener.ts')
  const screen = createOfflineScreener({ speech: speechIn(language, ownerName) })
  return async (input) => {
    const began = performance.now()
    const verdict = screen(input)
    return { ...verdict, modelMs: performance.now() - began }
  }
}
