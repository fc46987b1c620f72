/** What went wrong with a screener, by its code. A provider's message may repeat the prompt: it is looked at, never told. */
import { APIError } from 'openai'
import type { ScreenerFailure } from '../../machines/screener-failure.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'
import { BrokenOffError, CutOffError, ErrorChunkError, RefusedError } from './completion-errors.ts'
import { UnreadableAnswerError } from './verdict-reader.ts'

/** A verdict came too late. The reason of an aborted request. */
export class TooSlowError extends ConciergeError {
  readonly code = 'TOO_SLOW'
  readonly disposition = 'carry on'
}

export interface Failure {
  code: ScreenerFailure
  /** Of HTTP. */
  status?: number
}

/** What a provider tells of an error beside its status. */
interface Told {
  status: number | undefined
  code: string
  message: string
  isAboutWords: boolean
}

const FILTER = /content_?filter|content_policy|ResponsibleAI|data_inspection/i
// Not `exceeded your current quota`: Gemini says so of the quota of a minute.
const QUOTA = /insufficient_(?:quota|balance|credits|funds)|out of credits/i
const KEY = /invalid_api_key|api[ _]key not valid|incorrect api key/i
/** Azure, OpenAI, Ollama, vLLM, LiteLLM, OpenRouter, Mistral, Groq, LM Studio. */
const MODEL =
  /DeploymentNotFound|(?:unknown|invalid|unavailable)_model|model_(?:not_found|decommissioned)|OperationNotSupported|\b(?:model|deployment)\b.{0,200}(?:not found|does not exist|not a valid|not exist|is not supported|not loaded)|invalid model|not a valid model|no models? loaded/is
/** llama.cpp and the hosts of TGI while the model loads. */
const LOADING = /\bloading\b/i
const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH)/
const CREDENTIAL = /^(?:CredentialUnavailable|Authentication|AggregateAuthentication)/

/** An answer that helps nobody, but one: who gave it may judge the next caller. */
export function isThere(code: ScreenerFailure): boolean {
  return ['filtered', 'refused', 'empty', 'unreadable'].includes(code)
}

export function failureOf(error: unknown): Failure {
  if (error instanceof RefusedError) return { code: error.by === 'filter' ? 'filtered' : 'refused' }
  if (error instanceof UnreadableAnswerError) return { code: error.reason }
  if (error instanceof TooSlowError) return { code: 'too_slow' }
  if (error instanceof CutOffError) return { code: 'cut_off' }
  if (error instanceof BrokenOffError) return { code: 'broken_off' }
  if (error instanceof ErrorChunkError) return ofTold(toldByChunk(error.sent))
  if (error instanceof ConciergeError) return { code: 'no_model' }
  if (error instanceof APIError && error.status !== undefined) return ofTold(toldByApi(error))
  return { code: ofCauses(error) }
}

function ofTold({ status, code, message, isAboutWords }: Told): Failure {
  const at = status === undefined ? {} : { status }
  if (FILTER.test(code) || isAboutWords) return { code: 'filtered', ...at }
  return { code: ofStatus(status, `${code} ${message}`), ...at }
}

function ofStatus(status: number | undefined, words: string): ScreenerFailure {
  if (status === undefined) return LOADING.test(words) ? 'loading' : 'server_error'
  if (status >= 500) return status === 503 && LOADING.test(words) ? 'loading' : 'server_error'
  if (status === 401 || KEY.test(words)) return 'unauthorized'
  if (status === 402 || (status === 429 && QUOTA.test(words))) return 'no_quota'
  if (status === 429) return 'throttled'
  if (status === 403) return 'forbidden'
  if ([408, 409, 425].includes(status)) return 'server_error'
  if (MODEL.test(words)) return 'unknown_model'
  if ([404, 405, 410].includes(status) || status < 400) return 'not_found'
  return 'client_error'
}

function toldByApi({ status, code, message, error }: APIError): Told {
  // OpenRouter: 403 where its moderation objects to this caller's words.
  const { metadata } = (error ?? {}) as { metadata?: { reasons?: unknown } }
  return {
    status,
    code: code ?? '',
    message: message.slice(0, 2_000),
    isAboutWords: metadata?.reasons !== undefined,
  }
}

/** OpenRouter gives a status as `code`, others as `status`, `code` or `error_code`. */
function toldByChunk(sent: Record<string, unknown>): Told {
  const code = [sent.status, sent.code, sent.error_code].map(Number).find((one) => one >= 400)
  const words = [sent.code, sent.type, sent.error_type].filter((one) => typeof one === 'string')
  const message = [sent.message, sent.error, sent.detail].find((one) => typeof one === 'string')
  return {
    status: code !== undefined && code < 600 ? code : undefined,
    code: words.join(' ').slice(0, 200),
    message: (message ?? '').slice(0, 2_000),
    isAboutWords: false,
  }
}

/** What comes with no status never arrived: the connection, its certificate, or our own identity. */
function ofCauses(error: unknown): ScreenerFailure {
  const causes: { name?: string; code?: unknown }[] = []
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(cause)
  if (causes.some(({ code }) => CERTIFICATE.test(String(code)))) return 'certificate'
  if (causes.some(({ name = '' }) => CREDENTIAL.test(name))) return 'no_credential'
  if (causes.some(({ code }) => String(code).startsWith('ERR_SSL'))) return 'no_model'
  return error instanceof Error ? 'connection' : 'other'
}
