/** The screener that the settings ask for: models first, the rules always last. */
import type { ModelState } from '../../machines/screener-failure.ts'
import type { Prompt } from '../../prompts/concierge.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { azureCredential } from '../settings/azure-credential.ts'
import type { Config } from '../settings/config.ts'
import type { Screener } from '../calls/ports.ts'
import type { Ahead } from './ahead.ts'
import type { ChatModel } from './chat-model.ts'
import type { ChatScreener } from './chat-screener.ts'
import type { ModelLog, PresenceTiming } from './presence.ts'

export interface Screening {
  screen: Screener
  /** A call has come in that will be screened: opens connections, loads what has idled, while the greeting plays. */
  expect(): void
  /** Asks every model something small, in the background, so that what is wrong is known before anybody calls. */
  begin(): void
  /** In the order in which they are asked. */
  models(): ModelState[]
  /** Ends what is under way with the models. */
  close(): void
}

export type ScreeningConfig = Pick<
  Config,
  'azureOpenAi' | 'openAi' | 'ownerName' | 'language' | 'timeZone' | 'screeningDeadlineMs'
>

interface Surroundings {
  speech: Speech
  now: () => Date
}

interface Watched extends Surroundings {
  log: ModelLog
  /** By default as long as servers need. */
  timing?: Partial<PresenceTiming> | undefined
  /** Begins with models only: the rules answer at once. */
  ahead?: Ahead | undefined
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity */
const AZURE_SCOPE = 'https://cognitiveservices.azure.com/.default'

export async function createScreening(
  config: ScreeningConfig,
  surroundings: Watched,
): Promise<Screening> {
  const { createOfflineScreener } = await import('./offline/offline-screener.ts')
  const last = createOfflineScreener(surroundings)
  const screeners = await createChatScreeners(config, surroundings)
  if (screeners.length === 0)
    return { screen: last, expect() {}, begin() {}, models: () => [], close() {} }

  const { createChain } = await import('./chain.ts')
  const { createOngoing } = await import('./ongoing.ts')
  const { createPresence } = await import('./presence.ts')
  const links = screeners.map((screener) => ({
    screener,
    presence: createPresence({ ...surroundings, screener }),
  }))
  const { screeningDeadlineMs: deadlineMs } = config
  const { log } = surroundings
  const chain = createChain({ links, last, deadlineMs, log })
  const screen = surroundings.ahead?.before({
    chain,
    deadlineMs,
    isAnyThere: () => links.some(({ presence }) => presence.absence() === null),
    isTheirs: ({ screener }) => links.some((link) => link.screener.name === screener),
    brokenOff: (begun, asked) =>
      links.find((link) => link.screener.name === begun.screener)!.screener.brokenOff(begun, asked),
  })
  return {
    screen: createOngoing(screen ?? chain),
    expect() {
      for (const { presence } of links) presence.wake()
    },
    begin() {
      for (const { presence } of links) presence.ask()
    },
    models: () => links.map(({ presence }) => presence.state),
    close() {
      for (const { presence } of links) presence.close()
    },
  }
}

/** One for each model that is set up, in the order in which they are asked. */
export async function createChatScreeners(
  config: ScreeningConfig,
  surroundings: Surroundings & { prompt?: Prompt | undefined },
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
