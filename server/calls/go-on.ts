/** How a call goes on from where it is stored: in the flow it runs, in a rebuilt one, or not at all. */
import type { InspectionEvent, Snapshot } from 'xstate'
import type { CallEvent, Limits } from '../../machines/call.ts'
import { findFlow, ownFlows, type Flow } from '../../machines/flows.ts'
import type { CallRow } from '../../storage/schema.ts'
import type { RanBy } from './rest.ts'
import { readState } from './stored-state.ts'
import { withPorts, type Ports } from './ports.ts'
import type { Along } from './along.ts'
import {
  brokenStep,
  BrokenFlowError,
  takeStep,
  UnfitStateError,
  type SayAlong,
  type Step,
} from './step.ts'

/** Where the call stands in the flow as it is now, told by its journal; null where that cannot be told. */
export type Rebuild = (call: CallRow, events: CallEvent[]) => Promise<StoredState | null>

export interface StoredState {
  flow: Flow
  snapshot: Snapshot<unknown> | null
}

export interface GoneOn {
  step: Step
  /** The one that the call runs from now on; null where that is the one it had. */
  flow: Flow | null
  /** The flow that took the turn, where it is not the call's: one that stood in for it has not come to its end. */
  ranBy: RanBy | null
  /** Why the flow cannot go on, where it cannot. */
  broken: BrokenFlowError | null
}

export type Inspect = (call: CallRow, flow: Flow) => (event: InspectionEvent) => void

export interface GoOnDependencies {
  /** Every flow that a call can run. */
  flows: readonly Flow[]
  ports: Ports
  /** Of a call to this number that begins now. */
  limits(called: string): Limits
  /** How long a caller waits for a port before hearing that it takes a moment. */
  patienceMs: number
  /** Where the words of a verdict come from while it still arrives; left out where nobody says them. */
  along?: Pick<Along, 'hear'>
  rebuild: Rebuild
  /** Asked at each step of a call for who is told all that XState tells of it: only for development. */
  inspect?: Inspect | undefined
}

export function createGoOn(deps: GoOnDependencies) {
  const { flows, ports, limits, patienceMs, along } = deps
  // All of them at once: a flow that asks what nobody answers is found at the start, and not by a caller.
  const live = new Map([...flows, ...ownFlows].map((flow) => [flow, withPorts(flow, ports)]))

  function stepFrom(
    { flow, snapshot }: StoredState,
    call: CallRow,
    events: CallEvent[],
    sayAlong: SayAlong | null,
  ): Promise<Step> {
    const inspect = deps.inspect?.(call, flow)
    return takeStep({
      flow: live.get(flow)!,
      limits: limits(call.called),
      snapshot,
      events,
      patienceMs,
      inspect,
      ...(sayAlong &&
        along && { along: { hear: (heard) => along.hear(call.call_sid, heard), ...sayAlong } }),
    })
  }

  return async function goOn(
    call: CallRow,
    events: CallEvent[],
    sayAlong: SayAlong | null,
  ): Promise<GoneOn> {
    let stored: ReturnType<typeof readState> = { snapshot: null, ranBy: null }
    try {
      stored = readSnapshot(call)
      const { snapshot, ranBy } = stored
      const { flow: id, version } = ranBy ?? { flow: call.flow, version: call.flow_version }
      const flow = findFlow(id, version, flows)
      if (!flow) throw new UnfitStateError(`No flow ${id} of version ${version}`)
      const step = await stepFrom({ flow, snapshot }, call, events, sayAlong)
      return { step, flow: null, ranBy, broken: null }
    } catch (unfit) {
      // The flow was changed under the call: what happened in it may lead to a state of the changed one.
      const rebuilt = unfit instanceof UnfitStateError ? await deps.rebuild(call, events) : null
      if (!rebuilt) return brokenOff(stored, unfit)
      const { id, version = '' } = rebuilt.flow
      try {
        const step = await stepFrom(rebuilt, call, events, sayAlong)
        if (id === call.flow) return { step, flow: rebuilt.flow, ranBy: null, broken: null }
        return { step, flow: null, ranBy: { flow: id, version }, broken: null }
      } catch (error) {
        return brokenOff(stored, error)
      }
    }
  }
}

/** Throws on what is no fault of the flow. */
function brokenOff({ snapshot, ranBy }: ReturnType<typeof readState>, error: unknown): GoneOn {
  if (!(error instanceof BrokenFlowError)) throw error
  return { step: brokenStep(snapshot, error), flow: null, ranBy, broken: error }
}

function readSnapshot(call: CallRow): ReturnType<typeof readState> {
  try {
    return readState(call)
  } catch (error) {
    throw new UnfitStateError('The stored state cannot be read', { cause: error })
  }
}
