/** A call that one flow after another took on, acted out as one. */
import type { Limits } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import type { RanBy } from '../calls/rest.ts'
import { createRehearsal, type Rehearsal } from '../../machines/rehearsal.ts'

export interface Relay extends Rehearsal {
  /** The flow that takes the next turn: by its rest, or the one that took the last where nothing tells. */
  handTo(ranBy: RanBy | undefined): void
  /** The flow that took the last turn. */
  flow(): Flow
}

/** Begins with the flow that the call is of. `find`: the others as they are today. */
export function createRelay(
  own: Flow,
  limits: Limits,
  find: (id: string) => Flow | undefined,
): Relay {
  let flow = own
  let current = createRehearsal(own, limits)

  return {
    handTo(ranBy) {
      if (!ranBy || (ranBy.flow === flow.id && !ranBy.begins)) return
      const next = ranBy.flow === own.id ? own : find(ranBy.flow)
      // One that is gone cannot be followed: what comes is compared with what the last one makes of it.
      if (!next) return
      current.end()
      flow = next
      current = createRehearsal(next, limits)
    },
    flow: () => flow,
    send: (event) => current.send(event),
    answer: (note) => current.answer(note),
    asking: () => current.asking(),
    isThinking: () => current.isThinking(),
    snapshot: () => current.snapshot(),
    persisted: () => current.persisted(),
    broken: () => current.broken(),
    happened: () => current.happened(),
    end: () => current.end(),
  }
}
