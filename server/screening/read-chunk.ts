/** One chunk of a completion, from whoever made it: its text, and whether it is the last. */
import { BrokenOffError, CutOffError, ErrorChunkError, RefusedError } from './completion-errors.ts'

/** Tokens that a limit cut: OpenAI and most, Anthropic, TGI, Mistral, DeepSeek, Gemini. */
const CUT_OFF =
  /^(?:length|max_tokens|max_length|max_output_tokens|model_length|model_context_window_exceeded|insufficient_system_resource)$/i
/** OpenAI and Azure, Gemini, Cohere, Zhipu, Bedrock. */
const FILTERED =
  /^(?:content_?filter(?:ed)?|safety|recitation|blocklist|prohibited_content|spii|error_toxic|sensitive|guardrail_intervened)$/i
/** OpenRouter and Mistral, vLLM, Zhipu. */
const FAILED = /^(?:error|aborte?d?|cancell?ed|network_error)$/i

/** What it says of the first choice; without one it is about usage, the prompt, or nothing. */
export function readChunk(sent: unknown) {
  const chunk = record(sent)
  throwError(chunk)
  const choices = Array.isArray(chunk.choices) ? chunk.choices.map(record) : []
  const choice = choices.find(({ index }) => !index)
  if (!choice) return { text: '', isEnd: false, isChoice: false }
  // Azure with the asynchronous filter judges what it sent before in choices without `delta`, after the end too:
  // https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-streaming
  if (isFlagged(choice.content_filter_results)) throw new RefusedError('filter')
  const { content, refusal } = record(choice.delta ?? choice.message)
  if (typeof refusal === 'string' && refusal !== '') throw new RefusedError('model')
  return { text: textOf(content), isEnd: endedBy(choice.finish_reason), isChoice: true }
}

/** An error may come with status 200, in the middle of an answer: https://openrouter.ai/docs/api/reference/streaming */
function throwError(chunk: Record<string, unknown>): void {
  const { error, error_type, object, choices, detail } = chunk
  if (error) throw new ErrorChunkError(typeof error === 'string' ? chunk : record(error))
  if (object === 'error' || error_type) throw new ErrorChunkError(chunk)
  if (choices === undefined && detail !== undefined) throw new ErrorChunkError(chunk)
}

/** `""` is no reason: an earlier Ollama sent it with every chunk (ollama/ollama#4357). */
function endedBy(reason: unknown): boolean {
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
