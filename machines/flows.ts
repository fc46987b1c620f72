/** Every flow that a call can run, by id and version. */
import type { AnyStateMachine } from 'xstate'
import { afterHoursFlow } from './flows/after-hours.ts'
import { conciergeFlow } from './flows/concierge.ts'
import { outageFlow } from './flows/outage.ts'

/** A machine over `CallContext` and `CallEvent`, whose resting states have a `CueMeta`. */
export type Flow = AnyStateMachine

export const flows: readonly Flow[] = [conciergeFlow, afterHoursFlow]

/** Flows that nobody chooses: the server puts a call on one of them itself. */
export const ownFlows: readonly Flow[] = [outageFlow]

/** The flow that a new call runs. Throws where no such flow is registered. */
export function currentFlow(id: string, registry = flows): Flow {
  const flow = registry.findLast((known) => known.id === id)
  if (!flow) throw new Error(`There is no flow ${id}: known are ${flowNames(registry)}`)
  return flow
}

/** The flow that a stored call began with, if we still run that version. */
export function findFlow(id: string, version: string, registry = flows): Flow | undefined {
  return [...registry, ...ownFlows].find((known) => known.id === id && known.version === version)
}

/** Of each flow the version that new calls run. */
export function latestFlows(registry: readonly Flow[]): Flow[] {
  return [...new Map(registry.map((flow) => [flow.id, flow])).values()]
}

/** Each flow once, whatever versions there are of it. */
export function flowIds(registry = flows): string[] {
  return [...new Set(registry.map(({ id }) => id))]
}

/** The same, for people. */
export function flowNames(registry = flows): string {
  return flowIds(registry).join(', ')
}
