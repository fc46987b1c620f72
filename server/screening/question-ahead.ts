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
  /** The words of the verdict are told: at once those that have come, and then each. */
  hear(tell: TellWords): void
  /** Ends what is under way. */
  abandon(): void
  /** Somebody has waited for it. */
  used(): void
  /** Resolves when it was abandoned or used. */
  over: Promise<void>
}

export interface AskAhead {
  input: ScreeningInput
  words: string
  chain: Chain
  /** Whether the verdict is of use. */
  isTheirs(verdict: Verdict): boolean
  /** The verdict where one has begun to be said, and then no more came. */
  brokenOff(begun: Verdict, input: ScreeningInput): Verdict
}

export function askAhead({ input, words, chain, isTheirs, brokenOff }: AskAhead): Question {
  const abort = new AbortController()
  const { promise: over, resolve: used } = Promise.withResolvers<void>()
  // Until the caller has finished, nobody is told anything.
  let ear: TellWords = () => false
  let latest: Verdict | null = null
  /** What was told as soon as somebody heard: the chain learns of it with the next word only, if one comes. */
  let said: Verdict | null = null

  function settle(given: Verdict | null): Verdict | null {
    const isUseful = given !== null && isTheirs(given)
    if (!said) return isUseful ? given : null
    if (isUseful && given.reply.startsWith(said.reply)) return { ...given, begun: true }
    const { tried } = given ?? {}
    return { ...brokenOff(said, input), ...(tried && { tried }) }
  }

  const verdict = chain(input, abort.signal, (soFar) => {
    latest = soFar
    return ear(soFar)
  }).then(settle, () => settle(null))
  return {
    words,
    beganAt: performance.now(),
    verdict,
    fits: (asked) => isSameQuestion(input, asked),
    hear(tell) {
      ear = tell
      if (latest && tell(latest)) said = latest
    },
    abandon() {
      abort.abort(new AbandonedError('The caller went on'))
      used()
    },
    used,
    over,
  }
}
