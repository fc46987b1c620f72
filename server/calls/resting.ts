/** Where a call rests, as its flow has it: looked at, and never started. */
import { createActor, type AnyMachineSnapshot } from 'xstate'
import { findFlow, type Flow } from '../../machines/flows.ts'
import type { CallRow } from '../../storage/schema.ts'
import { readState } from './stored-state.ts'
import { PLAYED } from '../../storage/played.ts'

export interface Resting {
  flow: Flow
  snapshot: AnyMachineSnapshot
}

/** Null where no flow here can go on with the call: of that the next turn says what becomes. */
export function restingOf(call: CallRow, flows: readonly Flow[]): Resting | null {
  try {
    const { snapshot, ranBy } = readState(call)
    const { flow: id, version } = ranBy ?? { flow: call.flow, version: call.flow_version }
    const flow = findFlow(id, version, flows)
    if (!flow || !snapshot) return null
    const resting = createActor(flow, { snapshot }).getSnapshot() as AnyMachineSnapshot
    return resting.status === 'active' ? { flow, snapshot: resting } : null
  } catch {
    return null
  }
}

/**
 * Whether something can still happen to it for its caller: not over, not erased, and not only played by the owner, or only
 * that.
 */
export function isLive(call: CallRow | undefined, { isPlayed = false } = {}): call is CallRow {
  if (!call || call.end_time !== null || call.erased_at !== null) return false
  return (call.simulated === PLAYED.onConsole) === isPlayed
}
