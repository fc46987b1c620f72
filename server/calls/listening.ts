/** Whether a call rests where its caller has the next word. */
import { createActor } from 'xstate'
import { findCue } from '../../machines/cue.ts'
import { findFlow, type Flow } from '../../machines/flows.ts'
import { selectCall } from '../../storage/calls/call-queries.ts'
import { selectLastSaid } from '../../storage/calls/said.ts'
import type { Queries } from '../../storage/database.ts'
import type { CallRow } from '../../storage/schema.ts'
import { readState } from './stored-state.ts'

export interface LiveCall {
  revision: number
  listens: boolean
  /** What was said to its caller last; empty where nothing was. */
  saying: string
}

/** Null for a call that nobody knows, that is over, or that the owner only plays; or is none of those, where they are asked for. */
export async function findLiveCall(
  queries: Queries,
  flows: readonly Flow[],
  callSid: string,
  { isPlayed = false } = {},
): Promise<LiveCall | null> {
  const [call] = (await selectCall(queries, { callSid })).rows
  if (!call || call.end_time !== null || call.erased_at !== null) return null
  if ((call.simulated === 1) !== isPlayed) return null
  const [said] = (await selectLastSaid(queries, { callId: call.id })).rows
  return { revision: call.revision, listens: listensIn(call, flows), saying: said?.text ?? '' }
}

/** Of a call that no flow here can go on with, the next turn says what becomes of it. */
function listensIn(call: CallRow, flows: readonly Flow[]): boolean {
  try {
    const { snapshot, ranBy } = readState(call)
    const { flow: id, version } = ranBy ?? { flow: call.flow, version: call.flow_version }
    const flow = findFlow(id, version, flows)
    if (!flow || !snapshot) return false
    // Never started: nothing is asked of anybody.
    const resting = createActor(flow, { snapshot }).getSnapshot()
    return resting.status === 'active' && findCue(resting)?.next === 'listen'
  } catch {
    return false
  }
}
