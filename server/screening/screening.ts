/** The screener that the settings ask for: models first, the rules always last. */
import type { Speech } from '../../prompts/speech/speech.ts'
import { azureCredential } from '../settings/azure-credential.ts'
import type { Config } from '../settings/config.ts'
import type { Screener } from '../calls/ports.ts'
import type { ChatModel } from './chat-model.ts'
import type { ChatScreener } from './chat-screener.ts'

export interface Screening {
  screen: Screener
  /** A call has come in that will be screened: opens connections while the greeting plays. */
  expect(): void
}

export type ScreeningConfig = Pick<
  Config,
  'azureOpenAi' | 'openAi' | 'ownerName' | 'language' | 'screeningDeadlineMs'
>

interface Surroundings {
  speech: Speech
  now: () => Date
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity */
const AZURE_SCOPE = 'https://cognitiveservices.azure.com/.default'

export async function createScreening(
  config: ScreeningConfig,
  surroundings: Surroundings,
): Promise<Screening> {
  const { createOfflineScreener } = await import('./offline/offline-screener.ts')
  const offline = createOfflineScreener(surroundings)
  const screeners = await createChatScreeners(config, surroundings)
  if (screeners.length === 0) return { screen: offline, expect() {} }

  const { createChain } = await import('./chain.ts')
  const { createOngoing } = await import('./ongoing.ts')
  const chain = createChain({ screeners, last: offline, deadlineMs: config.screeningDeadlineMs })
  return {
    screen: createOngoing(chain),
    expect() {
      for (const screener of screeners) void screener.warmUp()
    },
  }
}

/** One for each model that is set up, in the order in which they are asked. */
export async function createChatScreeners(
  config: ScreeningConfig,
  surroundings: Surroundings,
): Promise<ChatScreener[]> {
  const { azureOpenAi, openAi } = config
  if (!azureOpenAi && !openAi) return []
  const { createAzureModel, createOpenAiModel } = await import('./chat-model.ts')
  const { createChatScreener } = await import('./chat-screener.ts')
  const models: ChatModel[] = []
  if (azureOpenAi) {
    const credential = azureOpenAi.key ?? (await bearerTokens())
    models.push(createAzureModel({ ...azureOpenAi, credential }))
  }
  if (openAi) models.push(createOpenAiModel(openAi))
  return models.map((model) => createChatScreener({ ...config, ...surroundings, model }))
}

async function bearerTokens(): Promise<() => Promise<string>> {
  const { getBearerTokenProvider } = await import('@azure/identity')
  return getBearerTokenProvider(await azureCredential(), AZURE_SCOPE)
}
