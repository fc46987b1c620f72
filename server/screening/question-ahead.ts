/** One question that was asked before the caller had finished. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'
import type { TellWords } from '../calls/ports.ts'
import type { Chain } from './chain.ts'
import { isSameQuestion } from './same-question.ts'

/** The caller went on to say something else. The reason of an aborted request. */
class AbandonedError extends ConciergeError {
  readonly code = 'ABANDONED'
  readonly disposition = 'carry on'
}

export interface Question {
  /** As it was asked for, plain. */
  words: string
  /** As `performance.now()` has it. */
  beganAt: number
  /** Null where it failed or was abandoned: then it is as if nobody had asked. Never rejects. */
  verdict: Promise<Verdict | null>
  fits(input: ScreeningInput): boolean
  /** From now on the words of the verdict are told, with the next of them all that came before it. */
  hear(tell: TellWords): void
  /** Ends what is under way. */
  abandon(): void
  /** Somebody has waited for it. */
  used(): void
  /** Resolves when it was abandoned or used. */
  over: Promise<void>
}

export function askAhead({
  input,
  words,
  chain,
  isTheirs,
}: {
  input: ScreeningInput
  words: string
  chain: Chain
  isTheirs(verdict: Verdict): boolean
}): Question {
  const abort = new AbortController()
  const { promise: over, resolve: used } = Promise.withResolvers<void>()
  // Until the caller has finished, nobody is told anything.
  let ear: TellWords = () => false
  const verdict = chain(input, abort.signal, (soFar) => ear(soFar)).then(
    (given) => (isTheirs(given) ? given : null),
    () => null,
  )
  return {
    words,
    beganAt: performance.now(),
    verdict,
    hear: (tell) => (ear = tell),
    fits: (asked) => isSameQuestion(input, asked),
    abandon() {
      abort.abort(new AbandonedError('The caller went on'))
      used()
    },
    used,
    over,
  }
}
