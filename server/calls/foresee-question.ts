/** What a screener would be asked, should the caller have said their last word: told by the flow, with nothing changed. */
import { transition } from 'xstate'
import type { CallContext, CallEvent } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import { ports, type PortName, type ScreeningInput } from '../../machines/ports.ts'
import { selectCall } from '../../storage/calls/call-queries.ts'
import type { Queries } from '../../storage/database.ts'
import { isLive, restingOf, type Resting } from './resting.ts'

/** Words of a caller that are not final. */
export interface WordsSoFar {
  callSid: string
  /** The revision whose answer they reply to. */
  turn: number
  text: string
}

const SCREEN: PortName = 'screen'

/**
 * Null where the flow would ask nobody, where the call has gone on, and where it cannot be told. Rejects where the database
 * fails.
 */
export async function foreseeQuestion(
  queries: Queries,
  flows: readonly Flow[],
  { callSid, turn, text }: WordsSoFar,
): Promise<ScreeningInput | null> {
  const [call] = (await selectCall(queries, { callSid })).rows
  if (!isLive(call) || call.revision !== turn) return null
  const resting = restingOf(call, flows)
  return resting && questionAfter(resting, { type: 'caller.spoke', text })
}

/** Only where it is this event that has it asked: what is being asked already is another question. */
export function questionAfter(
  { flow, snapshot }: Resting,
  event: CallEvent,
): ScreeningInput | null {
  try {
    const [next, actions] = transition(flow, snapshot, event)
    const isAsked = actions.some(
      ({ type, params }) =>
        type === 'xstate.spawnChild' && (params as { src?: unknown } | undefined)?.src === SCREEN,
    )
    return isAsked && next.status === 'active'
      ? ports.screen.told(next.context as CallContext)
      : null
  } catch {
    return null
  }
}
