/** Whether a call rests where its caller has the next word. */
import { findCue } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import { selectCall } from '../../storage/calls/call-queries.ts'
import { selectLastSaid } from '../../storage/calls/said.ts'
import type { Queries } from '../../storage/database.ts'
import type { CallRow } from '../../storage/schema.ts'
import { isLive, restingOf } from './resting.ts'

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
  if (!isLive(call, { isPlayed })) return null
  const [said] = (await selectLastSaid(queries, { callId: call.id })).rows
  return { revision: call.revision, listens: listensIn(call, flows), saying: said?.text ?? '' }
}

function listensIn(call: CallRow, flows: readonly Flow[]): boolean {
  try {
    const resting = restingOf(call, flows)
    return resting !== null && findCue(resting.snapshot)?.next === 'listen'
  } catch {
    return false
  }
}
