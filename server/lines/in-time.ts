/** An answer before the line gives up, whatever happens behind it. */
import { earOf } from '../../machines/cue.ts'
import type { Incoming } from '../calls/incoming.ts'
import type { TakeTurn } from '../calls/turn.ts'
import type { Watch } from '../watch/watch.ts'
import type { Line } from './line.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface InTimeDependencies {
  takeTurn: TakeTurn
  /** The answer to an event whose turn failed: contacts still get through. */
  answerAnyway(incoming: Incoming): Promise<string>
  /** However a turn goes, there is an answer by then. */
  deadlineMs: number
  watch: Watch
}

/** Resolves with the answer, empty where nobody hears it. Never rejects. */
export type AnswerInTime = (incoming: Incoming, line: Line) => Promise<string>

/** The turn goes on, but its event has to be answered. */
class TurnTooLongError extends ConciergeError {
  readonly code = 'TURN_TOO_LONG'
  readonly disposition = 'apologise'
}

export function createInTime(deps: InTimeDependencies): AnswerInTime {
  const { takeTurn, answerAnyway, deadlineMs, watch } = deps

  return async function answerInTime(incoming, line) {
    const watched = watch.eventArrived(incoming, line)
    const turn = watched.during(() => takeTurn(incoming))
    try {
      const end = await withinDeadline(turn, deadlineMs)
      watched.ended(end, line.statusOf(end.body))
      return end.body
    } catch (error) {
      const isOwners = earOf(incoming.event) === 'owner'
      const apology = isOwners ? line.ownerApology : line.apology
      const instead = line.statusOf(apology)
      watched.failed(error, instead)
      // Behind an answer that could not wait for it, a turn may still be taken.
      turn.then(
        (end) => watched.ended(end, instead),
        () => undefined,
      )
      // Nobody is on the line of a simulated call, and what is remembered meanwhile would be a real one.
      if (incoming.simulated) return apology
      return answerAnyway(incoming).catch(() => apology)
    }
  }
}

function withinDeadline<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const late = () => reject(new TurnTooLongError(`The turn took longer than ${ms} ms`))
  const timer = setTimeout(late, ms)
  work.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}
