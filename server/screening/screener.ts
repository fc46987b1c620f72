/** The screener that the settings ask for: models first, the rules always last. */
import type { Speech } from '../../prompts/speech.ts'
import { azureCredential } from '../azure-credential.ts'
import type { Config } from '../config.ts'
import type { Screener } from '../ports.ts'

export interface Screening {
  screen: Screener
  /** A call has come in that will be screened: opens connections while the greeting plays. */
  expect(): void
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity */
const AZURE_SCOPE = 'https://cognitiveservices.azure.com/.default'

export async function createScreening(
  config: Pick<Config, 'azureOpenAi' | 'openAi' | 'ownerName' | 'language' | 'screeningDeadlineMs'>,
  { speech, now }: { speech: Speech; now: () => Date },
): Promise<Screening> {
  const { createOfflineScreener } = await import('./offline.ts')
  const offline = createOfflineScreener({ speech })
  if (!config.azureOpenAi && !config.openAi) return { screen: offline, expect() {} }

  const { createAzureModel, createOpenAiModel } = await import('./chat-model.ts')
  const { createChatScreener } = await import('./chat-screener.ts')
  const { createChain } = await import('./chain.ts')
  const { createOngoing } = await import('./ongoing.ts')
  const models = []
  if (config.azureOpenAi)
    models.push(
      createAzureModel({
        ...config.azureOpenAi,
        credential: config.azureOpenAi.key ?? (await bearerTokens()),
      }),
    )
  if (config.openAi) models.push(createOpenAiModel(config.openAi))
  const screeners = models.map((model) => createChatScreener({ ...config, model, speech, now }))
  const chain = createChain({ screeners, last: offline, deadlineMs: config.screeningDeadlineMs })
  return {
    screen: createOngoing(chain),
    expect() {
      for (const screener of screeners) void screener.warmUp()
    },
  }
}

async function bearerTokens(): Promise<() => Promise<string>> {
  const { getBearerTokenProvider } = await import('@azure/identity')
  return getBearerTokenProvider(await azureCredential(), AZURE_SCOPE)
}
