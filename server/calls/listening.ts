/** Whether a call rests where its caller has the next word. */
import { findCue } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import { selectCall } from '../../storage/calls/call-queries.ts'
import type { Queries } from '../../storage/database.ts'
import type { CallRow } from '../../storage/schema.ts'
import { isLive, restingOf } from './resting.ts'

export interface LiveCall {
  revision: number
  listens: boolean
}

/** Null for a call that nobody knows, that is over, or that the owner only plays. */
export async function findLiveCall(
  queries: Queries,
  flows: readonly Flow[],
  callSid: string,
): Promise<LiveCall | null> {
  const [call] = (await selectCall(queries, { callSid })).rows
  return isLive(call) ? { revision: call.revision, listens: listensIn(call, flows) } : null
}

function listensIn(call: CallRow, flows: readonly Flow[]): boolean {
  try {
    const resting = restingOf(call, flows)
    return resting !== null && findCue(resting.snapshot)?.next === 'listen'
  } catch {
    return false
  }
}
