/** Several screeners, one after another, within one deadline; the last one always answers. */
import { APIError } from 'openai'
import type { ScreeningInput } from '../../machines/ports.ts'
import { isPermanent, type Tried } from '../../machines/screener-failure.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { Screener, TellWords } from '../calls/ports.ts'
import type { ChatScreener } from './chat-screener.ts'
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts'
import { failureOf, isThere, TooSlowError } from './failure-of.ts'
import type { ModelLog, Presence } from './presence.ts'

export interface Link {
  screener: ChatScreener
  presence: Presence
}

export interface ChainOptions {
  /** In the order in which they are asked. */
  links: Link[]
  /** Needs no network and never fails. */
  last: Screener
  /** For the whole verdict. */
  deadlineMs: number
  /** How long a screener may keep us waiting for its first word, while others could still be asked. */
  firstTokenMs?: number
  breaker?: { mostFailures: number; pauseMs: number }
  now?: () => number
  log: ModelLog
}

/** `withinMs`: by default the whole deadline. Aborted, it rejects, and nobody is the worse for it. */
export type Chain = (
  input: ScreeningInput,
  signal: AbortSignal,
  tell?: TellWords,
  withinMs?: number,
) => Promise<Verdict>

export function createChain(options: ChainOptions): Chain {
  const { last, deadlineMs, log, now = () => performance.now() } = options
  // Evenly shared, so that the last of them has as long as the first.
  const { firstTokenMs = deadlineMs / options.links.length } = options
  const { mostFailures, pauseMs } = options.breaker ?? { mostFailures: 3, pauseMs: 30_000 }
  const links = options.links.map((link) => ({
    ...link,
    breaker: createCircuitBreaker({ mostFailures, pauseMs, now }),
  }))

  return async function screen(input, signal, tell, withinMs = deadlineMs) {
    const tried: Tried[] = []
    const until = now() + withinMs
    for (const link of links) {
      const { screener, presence, breaker } = link
      if (now() >= until) break
      const absence = presence.absence() ?? (breaker.allows() ? null : 'left_out')
      if (absence) {
        tried.push({ screener: screener.name, code: absence })
        continue
      }
      const telling = createTelling(tell)
      try {
        const times = { wholeMs: until - now(), firstTokenMs, signal }
        const verdict = await inTime(link, input, times, telling.tell)
        breaker.succeeded()
        presence.answered()
        return tried.length > 0 ? { ...verdict, tried } : verdict
      } catch (error) {
        if (signal.aborted) {
          breaker.letGo()
          throw signal.reason
        }
        tried.push({ screener: screener.name, ...noteFailure(link, error) })
        const begun = telling.stop()
        // Nobody else is asked: the caller has heard half a sentence of it.
        if (begun) return { ...screener.brokenOff(begun, input), tried }
      }
    }
    const verdict = await last(input, signal)
    return tried.length > 0 ? { ...verdict, tried } : verdict
  }

  function noteFailure(
    { screener, presence, breaker }: Link & { breaker: CircuitBreaker },
    error: unknown,
  ) {
    const failure = failureOf(error)
    const { code } = failure
    // Who declines or talks nonsense is there, and may judge the next caller.
    if (isThere(code)) {
      breaker.succeeded()
      presence.answered()
      return failure
    }
    // Whether it is the model, or only what this caller said, a question of our own tells.
    if (isPermanent(code)) presence.ask()
    // What may last needs no pause: it is found out once and then not asked, until it is mended.
    if (isPermanent(code) && code !== 'client_error') return failure
    if (breaker.failed(retryAfterMs(error))) {
      log.warn(
        { screener: screener.name, ...failure },
        'model left out for a while: it keeps failing',
      )
      presence.ask()
    }
    return failure
  }
}

/** Remembers what of a verdict is being said; what comes after `stop` is told to nobody. */
function createTelling(tell: TellWords | undefined) {
  let begun: Verdict | null = null
  let isOver = false
  return {
    tell:
      tell &&
      ((soFar: Verdict) => {
        const isSaid = !isOver && tell(soFar)
        if (isSaid) begun = soFar
        return isSaid
      }),
    stop(): Verdict | null {
      isOver = true
      return begun
    },
  }
}

async function inTime(
  { screener, presence }: Link,
  input: ScreeningInput,
  { wholeMs, firstTokenMs, signal }: { wholeMs: number; firstTokenMs: number; signal: AbortSignal },
  tell: TellWords | undefined,
): Promise<Verdict> {
  const abort = new AbortController()
  const { promise: tooSlow, reject } = Promise.withResolvers<never>()
  let hasBegun = false
  const late = (what: string) => {
    const reason = new TooSlowError(what)
    reject(reason)
    // To hang up on a server that loads its model makes it begin anew with the next question (ollama/ollama#8006).
    if (hasBegun || !presence.keep(question, abort)) abort.abort(reason)
  }
  const leave = () => {
    reject(signal.reason)
    abort.abort(signal.reason)
  }
  signal.addEventListener('abort', leave)
  const whole = setTimeout(() => late('no verdict in time'), wholeMs)
  const first = setTimeout(() => late('no first word in time'), firstTokenMs)
  const begins = () => {
    hasBegun = true
    clearTimeout(first)
  }
  const question = screener.screen(input, abort.signal, begins, tell)
  try {
    // Some failures do not end an aborted request at once; nobody waits for them.
    return await Promise.race([question, tooSlow])
  } finally {
    signal.removeEventListener('abort', leave)
    clearTimeout(whole)
    clearTimeout(first)
  }
}

function retryAfterMs(error: unknown): number | undefined {
  if (!(error instanceof APIError) || error.status !== 429) return undefined
  const ms = Number(error.headers?.get('retry-after-ms') ?? Number.NaN)
  const seconds = Number(error.headers?.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(ms)) return ms
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}
