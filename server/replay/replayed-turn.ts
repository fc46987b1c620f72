/** What came of one turn of a replayed call: the way it took, and what the caller hears at its end. */
import type { CallContext, CallEvent, FinalDecision } from '../../machines/call.ts'
import { cueOf, NoCueError, type Cue } from '../../machines/cue.ts'
import { pathOf, statesIn, type PathStep } from '../../machines/path.ts'
import type { Question, Rehearsal } from '../../machines/rehearsal.ts'
import type { Move } from '../../machines/simulation/move.ts'
import { stateName } from '../../machines/state-name.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { spokenWords } from '../../prompts/speech/spoken-line.ts'
import type { Rest } from '../calls/rest.ts'
import type { RecordedTurn } from './recorded-call.ts'

export interface ReplayedTurn {
  /** When its first event came. */
  at: string
  /** Of its last entry in the journal. */
  seq: number
  events: CallEvent[]
  /** What it was brought on by, in order: its events, and what the ports answered. */
  moves: Move[]
  /** What the flow asked or had asked before, each with what the port answered in this turn. */
  questions: Question[]
  /** The lines of the diagram that were taken, in order. */
  path: PathStep[]
  /** The states passed through, by their ids in the diagram; the last are those it rests in. */
  states: string[]
  /** Where it rests: `listening.greeting`. */
  state: string
  cue: Cue
  /** What the caller hears: nothing after hanging up. */
  words: string[]
  decision: FinalDecision | null
  context: CallContext
  /** The verdict that this turn brought, if it brought one. */
  verdict: Verdict | null
  /** Where the call rested then, where that is known. */
  rest: Rest | null
}

export function replayedTurn(
  rehearsal: Rehearsal,
  { at, seq, events, rest }: RecordedTurn,
  speech: Speech,
): ReplayedTurn | NoCueError {
  const { moves, microsteps, questions } = rehearsal.happened()
  const snapshot = rehearsal.snapshot()
  const context = snapshot.context as CallContext
  const cue = cueAt(rehearsal, events.at(-1)?.event)
  if (cue instanceof NoCueError) return cue
  const heard = events.at(-1)?.event.type !== 'call.ended'
  return {
    at,
    seq,
    events: events.map(({ event }) => event),
    moves,
    questions,
    path: pathOf(microsteps),
    states: (microsteps.length > 0 ? microsteps : [{ snapshot }]).flatMap((step) =>
      statesIn(step.snapshot),
    ),
    state: stateName(snapshot.value),
    cue,
    words: heard ? spokenWords(cue, speech, context.language) : [],
    decision: context.decision,
    context,
    verdict: questions.some(({ port, answer }) => port === 'screen' && answer?.kind === 'answer')
      ? context.verdict
      : null,
    rest,
  }
}

function cueAt(rehearsal: Rehearsal, event: CallEvent | undefined): Cue | NoCueError {
  try {
    return cueOf(rehearsal.snapshot(), event)
  } catch (error) {
    if (error instanceof NoCueError) return error
    throw error
  }
}
