/** The models that are set up, each to be tried with a made-up call: for whoever looks whether all is well. */
import { SCREENER_FAILURES } from '../machines/screener-failure.ts'
import type { ScreeningInput } from '../machines/ports.ts'
import { speechIn } from '../prompts/speech/speech-in.ts'
import type { TriableModel } from './doctor/surveyed.ts'
import type { ScreeningConfig } from './screening/screening.ts'

const MADE_UP: ScreeningInput = {
  callSid: 'none',
  said: [
    { speaker: 'concierge', text: 'May I ask what you are calling about?' },
    { speaker: 'caller', text: 'We have a special offer on solar panels this week.' },
  ],
  withheld: false,
  attestation: 'none',
}

export async function triableModels(
  config: ScreeningConfig,
  now: () => Date,
): Promise<TriableModel[]> {
  if (!config.azureOpenAi && !config.openAi) return []
  const { createChatScreeners } = await import('./screening/screening.ts')
  const { failureOf } = await import('./screening/failure-of.ts')
  const speech = speechIn(config.language, config.ownerName)
  const screeners = await createChatScreeners(config, { speech, now })
  return screeners.map(({ name, address, screen }) => ({
    name,
    address,
    async tryOut(signal) {
      try {
        const { modelMs = 0, decidedMs, kind } = await screen(MADE_UP, signal, () => undefined)
        // Of free words no verdict is read, but what is best done with them. A long thought has its verdict at its end.
        return decidedMs === undefined && kind === 'other'
          ? { failure: 'answers, but not in the form that is asked for: it judges nobody' }
          : { ms: Math.round(modelMs) }
      } catch (error) {
        if (signal.aborted) return { failure: SCREENER_FAILURES.too_slow }
        const { code, status } = failureOf(error)
        return { failure: SCREENER_FAILURES[code] + (status === undefined ? '' : ` (${status})`) }
      }
    },
  }))
}
