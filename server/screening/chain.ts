/** Several screeners, one after another, within one deadline; the last one always answers. */
import { APIError } from 'openai'
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { Screener } from '../calls/ports.ts'
import { RefusedError } from './chat-model.ts'
import type { ChatScreener } from './chat-screener.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { UnreadableAnswerError } from './verdict-reader.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface ChainOptions {
  /** In the order in which they are asked. */
  screeners: ChatScreener[]
  /** Needs no network and never fails. */
  last: Screener
  /** For the whole verdict. */
  deadlineMs: number
  /** How long a screener may keep us waiting for its first word, while others could still be asked. */
  firstTokenMs?: number
  breaker?: { mostFailures: number; pauseMs: number }
  now?: () => number
}

/** A verdict came too late. The reason of an aborted request. */
class TooSlowError extends ConciergeError {
  readonly code = 'TOO_SLOW'
  readonly disposition = 'carry on'
}

export function createChain(options: ChainOptions): Screener {
  const { screeners, last, deadlineMs, now = () => performance.now() } = options
  // Evenly shared, so that the last of them has as long as the first.
  const { firstTokenMs = deadlineMs / screeners.length } = options
  const { mostFailures, pauseMs } = options.breaker ?? { mostFailures: 3, pauseMs: 30_000 }
  const links = screeners.map((screener) => ({
    screener,
    breaker: createCircuitBreaker({ mostFailures, pauseMs, now }),
  }))

  return async function screen(input, signal) {
    const tried: NonNullable<Verdict['tried']> = []
    const until = now() + deadlineMs
    for (const { screener, breaker } of links) {
      if (now() >= until) break
      if (!breaker.allows()) {
        tried.push({ screener: screener.name, error: 'left out: it kept failing' })
        continue
      }
      try {
        const verdict = await inTime(screener, input, until - now(), firstTokenMs)
        breaker.succeeded()
        return tried.length > 0 ? { ...verdict, tried } : verdict
      } catch (error) {
        tried.push({ screener: screener.name, error: nameOf(error) })
        // Who declines or talks nonsense is there, and may judge the next caller.
        if (error instanceof RefusedError || error instanceof UnreadableAnswerError)
          breaker.succeeded()
        else if (isFilter(error)) breaker.succeeded()
        else breaker.failed(retryAfterMs(error))
      }
    }
    const verdict = await last(input, signal)
    return tried.length > 0 ? { ...verdict, tried } : verdict
  }
}

async function inTime(
  screener: ChatScreener,
  input: ScreeningInput,
  wholeMs: number,
  firstTokenMs: number,
): Promise<Verdict> {
  const abort = new AbortController()
  const late = (what: string) => abort.abort(new TooSlowError(what))
  const whole = setTimeout(() => late('no verdict in time'), wholeMs)
  const first = setTimeout(() => late('no first word in time'), firstTokenMs)
  const { promise: tooSlow, reject } = Promise.withResolvers<never>()
  abort.signal.addEventListener('abort', () => reject(abort.signal.reason))
  try {
    // Some failures do not end an aborted request at once; nobody waits for them.
    return await Promise.race([
      screener.screen(input, abort.signal, () => clearTimeout(first)),
      tooSlow,
    ])
  } finally {
    clearTimeout(whole)
    clearTimeout(first)
  }
}

/** What went wrong, without anything that was said: a provider's message may repeat the prompt. */
function nameOf(error: unknown): string {
  if (isFilter(error)) return 'content filter'
  if (error instanceof APIError)
    return error.status === undefined ? error.constructor.name : `status ${error.status}`
  if (error instanceof UnreadableAnswerError) return `answer ${error.reason}`
  if (error instanceof TooSlowError || error instanceof RefusedError) return error.message
  if (error instanceof ConciergeError) return error.code
  return error instanceof Error ? error.name : 'unknown'
}

/** Azure answers 400 where its filter objects to what was asked. */
function isFilter(error: unknown): boolean {
  return error instanceof APIError && error.code === 'content_filter'
}

function retryAfterMs(error: unknown): number | undefined {
  if (!(error instanceof APIError) || error.status !== 429) return undefined
  const ms = Number(error.headers?.get('retry-after-ms') ?? Number.NaN)
  const seconds = Number(error.headers?.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(ms)) return ms
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}
