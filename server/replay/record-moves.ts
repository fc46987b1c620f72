/** A simulation in the form of a logged call: it can be replayed, kept as a test, and played in a terminal. */
import type { Limits } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import type { Move } from '../../machines/simulation/move.ts'
import { simulate, type SimulatedStep } from '../../machines/simulation/simulate.ts'
import { cueByName, type Rest } from '../calls/rest.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'
import type { JournalEntry, RecordedCall } from './recorded-call.ts'

/** The moves cannot be taken to their end, so no call can have gone so. */
export class UnplayableMovesError extends ConciergeError {
  readonly code = 'UNPLAYABLE_MOVES'
  readonly disposition = 'refuse'
}

/** The day on which all of them happen, a second after the other. */
const BEGAN = Date.UTC(2026, 0, 1, 12)

/** Throws `UnplayableMovesError`. */
export function recordMoves(flow: Flow, limits: Limits, moves: readonly Move[]): RecordedCall {
  const { steps, stopped } = simulate(flow, limits, moves)
  if (stopped !== null) throw new UnplayableMovesError(stopped)
  const journal: JournalEntry[] = []
  const note = (kind: string, payload: unknown) => {
    const seq = journal.length + 1
    journal.push({ seq, at: new Date(BEGAN + seq * 1000).toISOString(), kind, payload })
  }
  for (const [index, step] of steps.entries()) {
    const { move } = step
    if (!move) continue
    note(move.kind, move.payload)
    const next = steps[index + 1]?.move
    // An event begins a turn, and the answers that follow it belong to it.
    if (!next || next.kind === 'event') note('rest', restOf(step, answersUpTo(index, steps)))
  }
  const { decision, transferStatus, arrival } = steps.at(-1)!.context
  return {
    callSid: arrival?.callSid ?? 'CA00000000000000000000000000000001',
    flow: flow.id,
    flowVersion: String(flow.version),
    startTime: journal[0]?.at ?? new Date(BEGAN).toISOString(),
    limits,
    journal,
    spoken: [],
    hasWords: true,
    decision,
    transferStatus,
  }
}

function restOf({ move, state, cue, context }: SimulatedStep, answers: number): Rest {
  if (!cue) throw new UnplayableMovesError(`The flow has nothing to say in ${state}`)
  return {
    state,
    cue: cueByName(cue),
    decision: context.decision,
    ...(move?.kind === 'answer' &&
      move.payload.port === 'knowCaller' &&
      context.standing && {
        standing: { kind: context.standing.kind, reason: context.standing.reason },
      }),
    // Each came after the one event of its turn.
    ...(answers > 0 && { answersAfter: Array<number>(answers).fill(1) }),
  }
}

/** How many ports answered in the turn that ends with that step. */
function answersUpTo(index: number, steps: SimulatedStep[]): number {
  const before = steps.slice(0, index + 1)
  return index - before.findLastIndex(({ move }) => move?.kind === 'event')
}
