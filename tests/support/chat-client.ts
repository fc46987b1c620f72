/** The real client of OpenAI and Azure, asking a scripted model. */
import OpenAI, { AzureOpenAI } from 'openai'
import type { ScriptedModel } from './scripted-model.ts'

export const KEY = 'not-a-real-key'
export const QUESTION = [
  { role: 'system' as const, content: 'Judge.' },
  { role: 'user' as const, content: 'It is about the roof.' },
]

export const clients = {
  'an Azure deployment': (url: string) =>
    new AzureOpenAI({
      endpoint: url,
      apiKey: KEY,
      apiVersion: '2024-10-21',
      baseURL: null,
      maxRetries: 0,
      logLevel: 'off',
    }),
  "Azure's v1 endpoint": (url: string) =>
    new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey: KEY, maxRetries: 0, logLevel: 'off' }),
  'an OpenAI-compatible server': (url: string) =>
    new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0, logLevel: 'off' }),
}

export function ask(client: OpenAI, signal?: AbortSignal) {
  return client.chat.completions.create(
    { model: 'gpt-small', messages: QUESTION, stream: true },
    { signal },
  )
}

export interface Heard {
  words: string
  finish: string | null
  refusal: string
  chunks: OpenAI.ChatCompletionChunk[]
}

export async function hear(client: OpenAI, signal?: AbortSignal): Promise<Heard> {
  const heard: Heard = { words: '', finish: null, refusal: '', chunks: [] }
  for await (const chunk of await ask(client, signal)) {
    heard.chunks.push(chunk)
    heard.words += chunk.choices[0]?.delta.content ?? ''
    heard.refusal += chunk.choices[0]?.delta.refusal ?? ''
    heard.finish = chunk.choices[0]?.finish_reason ?? heard.finish
  }
  return heard
}

export function openAi(model: ScriptedModel): OpenAI {
  return clients['an OpenAI-compatible server'](model.url)
}

export function post(model: ScriptedModel, path: string, body?: unknown): Promise<Response> {
  return fetch(model.url + path, { method: 'POST', body: JSON.stringify(body) ?? 'no JSON' })
}
