/** A chat model behind an API, as far as screening needs one: messages in, the answer word by word out. */
import OpenAI, { AzureOpenAI } from 'openai'
import { Agent, fetch as undiciFetch } from 'undici'
import type { ChatMessage } from '../../prompts/concierge.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface ChatModel {
  /** `azure` or `openai`, for the journal. */
  name: string
  /** Yields the answer's pieces as they arrive. Throws openai's errors, `RefusedError`, `BrokenOffError`, or the signal's reason. */
  answer(messages: ChatMessage[], signal: AbortSignal): AsyncIterable<string>
  /** Opens the connection, so that the first question does not pay for TLS. Never throws. */
  warmUp(): Promise<void>
}

/** The model, or the provider's filter, declined to answer: nothing is wrong with the connection. */
export class RefusedError extends ConciergeError {
  readonly code = 'REFUSED'
  readonly disposition = 'carry on'
}

/** The answer ended before the model had said that it was done. */
class BrokenOffError extends ConciergeError {
  readonly code = 'BROKEN_OFF'
  readonly disposition = 'carry on'
}

export interface AzureModelOptions {
  endpoint: string
  deployment: string
  /** Null for the v1 API, which has no versions. https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle */
  apiVersion: string | null
  /** A key, or what gives a bearer token for each request. */
  credential: string | (() => Promise<string>)
}

/** Node's own fetch drops a connection after 4 s of silence; between two turns a caller speaks longer. */
const dispatcher = new Agent({ keepAliveTimeout: 60_000, keepAliveMaxTimeout: 300_000 })
const keptAlive = ((url: string, init?: object) =>
  undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch

// The chain has its own deadlines, and a second provider where another would retry.
const shared = { maxRetries: 0, fetch: keptAlive, logLevel: 'off' } as const

export function createAzureModel({
  endpoint,
  deployment,
  apiVersion,
  credential,
}: AzureModelOptions): ChatModel {
  if (apiVersion === null) {
    const client = new OpenAI({
      ...shared,
      baseURL: `${endpoint}/openai/v1/`,
      apiKey: credential,
      ...(typeof credential === 'string' && { defaultHeaders: { 'api-key': credential } }),
    })
    return createChatModel('azure', client, deployment, endpoint)
  }
  const client = new AzureOpenAI({
    ...shared,
    endpoint,
    apiVersion,
    deployment,
    // Empty and null instead of left out: else the client takes them from the environment.
    baseURL: null,
    ...(typeof credential === 'string'
      ? { apiKey: credential }
      : { apiKey: '', azureADTokenProvider: credential }),
  })
  return createChatModel('azure', client, deployment, endpoint)
}

/** Any server that speaks OpenAI's protocol: OpenAI, Ollama, vLLM, llama.cpp. */
export function createOpenAiModel(options: {
  baseUrl: string
  model: string
  key: string | null
}): ChatModel {
  const { baseUrl, model, key } = options
  const client = new OpenAI({ ...shared, baseURL: baseUrl, apiKey: key ?? 'none' })
  return createChatModel('openai', client, model, baseUrl)
}

function createChatModel(name: string, client: OpenAI, model: string, address: string): ChatModel {
  return {
    name,
    async *answer(messages, signal) {
      const stream = await client.chat.completions.create(
        { model, messages, stream: true },
        { signal },
      )
      let finished = false
      for await (const { choices } of stream) {
        const [choice] = choices
        if (choice?.delta.refusal) throw new RefusedError('The model declined')
        if (choice?.finish_reason === 'content_filter') throw new RefusedError('Filtered')
        if (choice?.delta.content) yield choice.delta.content
        finished ||= choice?.finish_reason === 'stop'
      }
      // A stream that is aborted or broken off ends without an error (openai 7.57), like a complete one:
      // half an answer could be a transfer that the model was about to take back.
      signal.throwIfAborted()
      if (!finished) throw new BrokenOffError('The answer broke off')
    },
    async warmUp() {
      // Any answer will do. Not HEAD: undici closes a connection after it. The body has to be read
      // to its end before the connection is free again.
      const signal = AbortSignal.timeout(5_000)
      await keptAlive(address, { signal })
        .then((response) => response.text())
        .catch(() => undefined)
    },
  }
}
