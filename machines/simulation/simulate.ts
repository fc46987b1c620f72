/** A flow played by hand: from the first ring on, move by move, with all that can be seen of it after each. */
import type { AnyMachineSnapshot } from 'xstate'
import type { CallContext, Limits } from '../call.ts'
import { findCue, type Cue } from '../cue.ts'
import type { Flow } from '../flows.ts'
import { pathOf, statesIn, type PathStep } from '../path.ts'
import { createRehearsal, type Question, type Rehearsal } from '../rehearsal.ts'
import { stateName } from '../state-name.ts'
import type { Move } from './move.ts'

export interface SimulatedStep {
  /** What led here; null before the first ring. */
  move: Move | null
  /** The lines of the chart that were taken. */
  path: PathStep[]
  /** The states passed through, by their ids in the chart; the last are those it is in. */
  states: string[]
  /** Where it is: `listening.greeting`. */
  state: string
  /** What the caller hears there; null where the flow declares nothing. */
  cue: Cue | null
  context: CallContext
  /** The ports that have not answered yet. */
  asking: Question[]
  /** Whether it waits for a port: while it does, the cue is what a caller hears whose answer takes long. */
  isThinking: boolean
  status: 'going on' | 'over' | 'broken'
  snapshot: AnyMachineSnapshot
}

export interface Simulation {
  /** The first is the flow before anything has happened. */
  steps: SimulatedStep[]
  /** Why it ends before its moves do; null where it does not. */
  stopped: string | null
}

/** Touches nothing: the same moves give the same steps. */
export function simulate(flow: Flow, limits: Limits, moves: readonly Move[]): Simulation {
  const rehearsal = createRehearsal(flow, limits)
  try {
    const steps = [stepOf(rehearsal, null)]
    for (const [index, move] of moves.entries()) {
      const problem = refusal(rehearsal, move)
      if (problem) return { steps, stopped: `Move ${index + 1}: ${problem}` }
      if (move.kind === 'event') rehearsal.send(move.payload)
      else rehearsal.answer(move)
      steps.push(stepOf(rehearsal, move))
    }
    return { steps, stopped: null }
  } finally {
    rehearsal.end()
  }
}

/** Why a flow does not take a move; an event that changes nothing is one that it takes. */
function refusal(rehearsal: Rehearsal, move: Move): string | null {
  if (rehearsal.broken()) return 'the flow is broken, and takes nothing in'
  if (rehearsal.snapshot().status !== 'active') return 'the call is over, and takes nothing in'
  if (move.kind === 'event') return null
  const { port } = move.payload
  const isAsked = rehearsal.asking().some((question) => question.port === port)
  return isAsked ? null : `nobody asks ${port} there`
}

function stepOf(rehearsal: Rehearsal, move: Move | null): SimulatedStep {
  const { microsteps } = rehearsal.happened()
  const snapshot = rehearsal.snapshot()
  const isBroken = rehearsal.broken() !== undefined
  return {
    move,
    path: pathOf(microsteps),
    states: (microsteps.length > 0 ? microsteps : [{ snapshot }]).flatMap((step) =>
      statesIn(step.snapshot),
    ),
    state: stateName(snapshot.value),
    cue: isBroken ? null : findCue(snapshot, move?.kind === 'event' ? move.payload : undefined),
    context: snapshot.context as CallContext,
    asking: rehearsal.asking(),
    isThinking: rehearsal.isThinking(),
    status: isBroken ? 'broken' : snapshot.status === 'active' ? 'going on' : 'over',
    snapshot,
  }
}
