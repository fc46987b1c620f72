/** A chat completion as its makers send it, read for its text: what is no text is skipped. */
import { ConciergeError } from '../../storage/concierge-error.ts'
import { eventData } from './event-stream.ts'

/** The model, or the provider's filter, declined to answer: nothing is wrong with the connection. */
export class RefusedError extends ConciergeError {
  readonly code = 'REFUSED'
  readonly disposition = 'carry on'
  readonly by: 'model' | 'filter'
  constructor(by: RefusedError['by']) {
    super(by === 'model' ? 'The model declined' : 'Filtered')
    this.by = by
  }
}

/** The answer ended before the model had said that it was done. */
export class BrokenOffError extends ConciergeError {
  readonly code = 'BROKEN_OFF'
  readonly disposition = 'carry on'
}

/** The answer was as long as the model may answer: half of one could be a transfer that was about to be taken back. */
export class CutOffError extends ConciergeError {
  readonly code = 'CUT_OFF'
  readonly disposition = 'carry on'
}

/** What came is no completion. */
export class NoCompletionError extends ConciergeError {
  readonly code = 'NO_COMPLETION'
  readonly disposition = 'carry on'
}

/** An error in the place of a chunk, as its sender described it. */
export class ErrorChunkError extends ConciergeError {
  readonly code = 'ERROR_CHUNK'
  readonly disposition = 'carry on'
  readonly sent: Record<string, unknown>
  constructor(sent: unknown) {
    super('The model sent an error')
    this.sent = record(sent)
  }
}

/** Tokens that a limit cut: OpenAI and most, Anthropic, TGI, Mistral, DeepSeek, Gemini. */
const CUT_OFF =
  /^(?:length|max_tokens|max_length|max_output_tokens|model_length|model_context_window_exceeded|insufficient_system_resource)$/i
/** OpenAI and Azure, Gemini, Cohere, Zhipu, Bedrock. */
const FILTERED =
  /^(?:content_?filter(?:ed)?|safety|recitation|blocklist|prohibited_content|spii|error_toxic|sensitive|guardrail_intervened)$/i
/** OpenRouter and Mistral, vLLM, Zhipu. */
const FAILED = /^(?:error|aborte?d?|cancell?ed|network_error)$/i

const REST_MS = 1_000

/** Longer than what any model answers in one piece. */
const MOST_CHARACTERS = 1_000_000

/**
 * Yields the text as it arrives. Ends where the model said that it is done: with any reason that is not one
 * of the above, or with `[DONE]`, where no reason was given (some proxies for Gemini give none).
 * Throws one of the errors above, and what reading the body throws.
 */
export async function* completionText(response: Response): AsyncIterable<string> {
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null || /html/i.test(type))
    throw new NoCompletionError('What answers is no model')
  const body = readToItsEnd(response.body)
  const isWhole = /\bjson\b/i.test(type) && !/stream|ndjson/i.test(type)
  const pieces = isWhole ? wholeText(body) : eventData(body)
  let ended = false
  let seen = false
  for await (const data of pieces) {
    if (data.trim() === '') continue
    if (data.trim() === '[DONE]') {
      ended ||= seen
      break
    }
    const { text, isEnd, isChoice } = readChunk(parsed(data))
    seen ||= isChoice
    ended ||= isEnd
    if (text) yield text
  }
  if (!ended) {
    if (!seen) throw new NoCompletionError('What answers sends no answer of a model')
    throw new BrokenOffError('The answer broke off')
  }
}

/**
 * A connection is free for the next question only when its body has been read to the end, which comes a moment after
 * `[DONE]`: nobody waits for it.
 */
async function* readToItsEnd(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    const tooLong = setTimeout(() => void reader.cancel().catch(() => undefined), REST_MS)
    void readRest(reader).finally(() => clearTimeout(tooLong))
  }
}

async function readRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Aborted or broken off: the connection is gone anyway.
  }
}

/** A server that cannot stream answers in one piece. */
async function* wholeText(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let whole = ''
  for await (const bytes of body) {
    whole += decoder.decode(bytes, { stream: true })
    if (whole.length > MOST_CHARACTERS) throw new NoCompletionError('The answer has no end')
  }
  yield whole
}

function parsed(data: string): Record<string, unknown> {
  try {
    return record(JSON.parse(data))
  } catch (cause) {
    throw new NoCompletionError('What answers sends no JSON', { cause })
  }
}

/** What it says of the first choice; without one it is about usage, the prompt, or nothing. */
function readChunk(chunk: Record<string, unknown>) {
  throwError(chunk)
  const choices = Array.isArray(chunk.choices) ? chunk.choices.map(record) : []
  const choice = choices.find(({ index }) => !index)
  if (!choice) return { text: '', isEnd: false, isChoice: false }
  // Azure with the asynchronous filter judges what it sent before in choices without `delta`, after the end too:
  // https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-streaming
  if (isFlagged(choice.content_filter_results)) throw new RefusedError('filter')
  const { content, refusal } = record(choice.delta ?? choice.message)
  if (typeof refusal === 'string' && refusal !== '') throw new RefusedError('model')
  return { text: textOf(content), isEnd: isEnd(choice.finish_reason), isChoice: true }
}

/** An error may come with status 200, in the middle of an answer: https://openrouter.ai/docs/api/reference/streaming */
function throwError(chunk: Record<string, unknown>): void {
  const { error, error_type, object, choices, detail } = chunk
  if (error) throw new ErrorChunkError(typeof error === 'string' ? { ...chunk } : error)
  if (object === 'error' || error_type) throw new ErrorChunkError(chunk)
  if (choices === undefined && detail !== undefined) throw new ErrorChunkError(chunk)
}

/** `""` is no reason: an earlier Ollama sent it with every chunk (ollama/ollama#4357). */
function isEnd(reason: unknown): boolean {
  if (typeof reason !== 'string' || reason === '') return false
  if (FILTERED.test(reason)) throw new RefusedError('filter')
  if (reason.toLowerCase() === 'refusal') throw new RefusedError('model')
  if (CUT_OFF.test(reason)) throw new CutOffError('The answer was cut off')
  if (FAILED.test(reason)) throw new BrokenOffError('The answer broke off')
  return true
}

/** Parts: Mistral's reasoning models send `thinking` beside `text`. https://docs.mistral.ai/capabilities/reasoning */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part) => {
      if (typeof part === 'string') return part
      const { type = 'text', text } = record(part)
      const isText = type === 'text' || type === 'output_text'
      return isText && typeof text === 'string' ? text : ''
    })
    .join('')
}

function isFlagged(results: unknown): boolean {
  return Object.values(record(results)).some((result) => record(result).filtered === true)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
