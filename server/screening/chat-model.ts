/** A chat model behind an API, as far as screening needs one: messages in, the answer word by word out. */
import OpenAI, { AzureOpenAI } from 'openai'
import { Agent, fetch as undiciFetch } from 'undici'
import { beginningOf, shortened } from '../basics/bounded-body.ts'
import type { ChatMessage } from '../../prompts/concierge.ts'
import { BrokenOffError } from './completion-errors.ts'
import { completionText } from './completion-stream.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface ChatModel {
  /** `azure` or `openai`, for the journal. */
  name: string
  /** Where it is asked, without anything secret. */
  address: string
  /** Yields the answer's pieces as they arrive. Throws openai's errors, those of `completionText`, or the signal's reason. */
  answer(messages: ChatMessage[], signal: AbortSignal): AsyncIterable<string>
  /** Opens the connection, so that the first question does not pay for TLS. Never throws. */
  warmUp(): Promise<void>
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
const dispatcher = new Agent({
  keepAliveTimeout: 60_000,
  keepAliveMaxTimeout: 300_000,
  // Whoever asks has a deadline. A model that is being loaded sends nothing for minutes.
  headersTimeout: 0,
  bodyTimeout: 0,
})
/** Of what is no answer; its code and message come first. */
const MOST_ERROR_BYTES = 64 * 1024

async function keptAlive(url: string, init?: object): Promise<Response> {
  // A redirect would take the caller's words to wherever it says.
  const asked = undiciFetch(url, { ...init, redirect: 'manual', dispatcher })
  const response = (await asked) as unknown as Response
  // The client reads an error to its end, and whatever answers here need have none.
  return response.ok ? response : shortened(response, MOST_ERROR_BYTES)
}

// The chain has its own deadlines, and a second provider where another would retry.
const shared = {
  maxRetries: 0,
  fetch: keptAlive as typeof fetch,
  logLevel: 'off',
  timeout: 3_600_000,
} as const

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
    address: address.replace(/\?.*$/, ''),
    async *answer(messages, signal) {
      // Not the client's own stream: it ends without an error where it is aborted or broken off (openai
      // 7.57), and knows no other dialect than OpenAI's.
      const response = await client.chat.completions
        .create({ model, messages, stream: true }, { signal })
        .asResponse()
      try {
        yield* completionText(response)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof ConciergeError) throw error
        throw new BrokenOffError('The answer broke off', { cause: error })
      } finally {
        // What nobody reads would keep the connection.
        if (!response.bodyUsed) await response.body?.cancel()
      }
    },
    async warmUp() {
      // Any answer will do. Not HEAD: undici closes a connection after it. The body has to be read
      // to its end before the connection is free again.
      const signal = AbortSignal.timeout(5_000)
      await keptAlive(address, { signal })
        .then(({ body }) => beginningOf(body, MOST_ERROR_BYTES))
        .catch(() => undefined)
    },
  }
}
