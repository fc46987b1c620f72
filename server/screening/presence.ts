/** Whether a model is there: asked once at start, warmed before it is needed, let load, and asked again while it is not. */
import {
  isPermanent,
  SCREENER_FAILURES,
  type ModelState,
  type ScreenerFailure,
} from '../../machines/screener-failure.ts'
import type { ChatScreener } from './chat-screener.ts'
import { failureOf, isThere, TooSlowError, type Failure } from './failure-of.ts'

export interface Presence {
  readonly state: ModelState
  /** Why it is not to be asked now, because it would be in vain; null where it may be. */
  absence(): ScreenerFailure | null
  /** Asks it something small, whether or not anybody calls. */
  ask(): void
  /** A call has come in: what has idled is asked, or at least its connection opened. */
  wake(): void
  /** It answered somebody. */
  answered(): void
  /**
   * Takes over a question that nobody waits for any more, so that the load which it began goes on. False where
   * another does that already: then it is to be aborted.
   */
  keep(question: Promise<unknown>, abort: AbortController): boolean
  /** Ends all that is under way. */
  close(): void
}

/** Where it is told what becomes of a model: never with anything that was said. */
export type ModelLog = Record<'info' | 'warn' | 'error', (facts: object, message: string) => void>

export interface PresenceTiming {
  /** After so long without an answer a server may have unloaded its model: Ollama does after five minutes. */
  idleMs: number
  /** From then on it is told that it loads. */
  loadingMs: number
  /** How often it is told while it lasts. */
  tellMs: number
  /** Nothing loads for longer. */
  mostLoadingMs: number
  /** Of what was there a moment ago and hangs. */
  mostHangingMs: number
  /** Until it is asked again, twice as long each time, up to the most. */
  retryMs: number
  mostRetryMs: number
}

const TIMING: PresenceTiming = {
  idleMs: 240_000,
  loadingMs: 5_000,
  tellMs: 15_000,
  mostLoadingMs: 900_000,
  mostHangingMs: 60_000,
  retryMs: 15_000,
  mostRetryMs: 300_000,
}

export interface PresenceDependencies {
  screener: ChatScreener
  log: ModelLog
  now: () => Date
  timing?: Partial<PresenceTiming> | undefined
}

export function createPresence({ screener, log, now, timing }: PresenceDependencies): Presence {
  const times = { ...TIMING, ...timing }
  let { code, since }: Pick<ModelState, 'code' | 'since'> = { code: 'unknown', since: now() }
  let heardAt = Number.NEGATIVE_INFINITY
  let underWay: AbortController | null = null
  let retry: NodeJS.Timeout | undefined
  let failures = 0
  let closed = false

  const isCold = () => performance.now() - heardAt > times.idleMs

  function become(next: ModelState['code'], facts: object = {}): void {
    if (next === code) return
    code = next
    since = now()
    const about = { screener: screener.name, address: screener.address, ...facts }
    if (next === 'answers') log.info(about, 'model answers')
    else if (next !== 'unknown') tellFailure(next, about)
  }

  function tellFailure(failed: ScreenerFailure, about: object): void {
    const told = { ...about, code: failed, why: SCREENER_FAILURES[failed] }
    if (isPermanent(failed))
      log.error(told, 'model cannot be used: others judge until it is mended')
    else if (failed === 'loading') log.info(told, 'model is being loaded: others judge meanwhile')
    else log.warn(told, 'model does not answer: it is asked again')
  }

  function heard(facts: object = {}): void {
    heardAt = performance.now()
    failures = 0
    clearTimeout(retry)
    become('answers', facts)
  }

  function missed({ code: failed, status }: Failure): void {
    if (isThere(failed) || failed === 'cut_off') return heard()
    become(failed, status === undefined ? {} : { status })
    clearTimeout(retry)
    // One that says that it loads will be there soon.
    const doublings = failed === 'loading' ? 0 : failures++
    retry = setTimeout(ask, Math.min(times.retryMs * 2 ** doublings, times.mostRetryMs)).unref()
  }

  /** Lets a request run to its end, within bounds, and tells of it while it takes long. */
  function follow(request: Promise<unknown>, abort: AbortController): void {
    underWay = abort
    const began = performance.now()
    const cold = isCold()
    const seconds = () => Math.round((performance.now() - began) / 100) / 10
    const tell = () => {
      // Somebody else has heard of it since.
      if (heardAt > began) return
      become('loading')
      log.info({ screener: screener.name, seconds: seconds() }, 'model still loads')
    }
    const telling = cold
      ? [
          setTimeout(() => heardAt < began && become('loading'), times.loadingMs),
          setInterval(tell, times.tellMs),
        ]
      : []
    const most = cold ? times.mostLoadingMs : times.mostHangingMs
    const tooLong = setTimeout(() => abort.abort(new TooSlowError('no answer in time')), most)
    for (const timer of [...telling, tooLong]) timer.unref()
    request
      .finally(() => {
        for (const timer of [...telling, tooLong]) clearTimeout(timer)
        underWay = null
      })
      .then(
        () => heard({ seconds: seconds() }),
        (error: unknown) => {
          const reason: unknown = abort.signal.aborted ? abort.signal.reason : error
          if (!closed && !(heardAt > began)) missed(failureOf(reason))
        },
      )
  }

  function ask(): void {
    if (underWay || closed) return
    clearTimeout(retry)
    const abort = new AbortController()
    follow(screener.greet(abort.signal), abort)
  }

  return {
    get state() {
      const failed = code === 'unknown' || code === 'answers' ? null : code
      return {
        screener: screener.name,
        address: screener.address,
        code,
        since,
        isUsable: failed === null || !(failed === 'loading' || isPermanent(failed)),
        says: failed === null ? null : SCREENER_FAILURES[failed],
      }
    },
    absence() {
      if (code === 'loading') return underWay ? code : null
      return code !== 'unknown' && code !== 'answers' && isPermanent(code) ? code : null
    },
    ask,
    wake() {
      if (isCold()) ask()
      else void screener.warmUp()
    },
    answered: () => heard(),
    keep(question, abort) {
      if (underWay || closed) return false
      follow(question, abort)
      return true
    },
    close() {
      closed = true
      clearTimeout(retry)
      underWay?.abort(new TooSlowError('The server stops'))
    },
  }
}
