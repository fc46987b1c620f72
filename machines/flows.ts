/** Every flow that a call can run, by id and version. */
import type { AnyStateMachine } from 'xstate'
import { conciergeFlow } from './concierge.ts'

/** A machine over `CallContext` and `CallEvent`, whose resting states have a `CueMeta`. */
export type Flow = AnyStateMachine

export const flows: readonly Flow[] = [conciergeFlow]

/** The flow that a new call runs. Throws where no such flow is registered. */
export function currentFlow(id: string): Flow {
  const flow = flows.findLast((known) => known.id === id)
  if (!flow)
    throw new Error(`There is no flow ${id}: known are ${flows.map((f) => f.id).join(', ')}`)
  return flow
}

/** The flow that a stored call began with, if we still run that version. */
export function findFlow(id: string, version: string): Flow | undefined {
  return flows.find((known) => known.id === id && known.version === version)
}
