/** What the owner decides about a caller on the line: one more event of the call, journalled, answered by nothing. */
import { createActor } from 'xstate'
import { OWNER_CHOICES, type CallEvent, type OwnerChoice } from '../../machines/call.ts'
import { findFlow, type Flow } from '../../machines/flows.ts'
import { stateName } from '../../machines/state-name.ts'
import { selectCall } from '../../storage/calls/call-queries.ts'
import type { Queries } from '../../storage/database.ts'
import type { CallRow } from '../../storage/schema.ts'
import type { Incoming } from './incoming.ts'
import { readState } from './stored-state.ts'
import type { TakeTurn } from './turn.ts'
import { PLAYED } from '../../storage/played.ts'

export interface Asked {
  callSid: string
  choice: OwnerChoice
  /** Only for `say`: at most `MOST_OWNER_WORDS` characters. */
  words?: string
  /** Whoever comes with the same again has come once: at most 100 characters. */
  token: string
  requestId: string
}

/** `done`: by this very wish; `not now`: the call has gone on, or is over, and the wish has changed nothing. */
export type DecisionEnd =
  | { how: 'done' | 'not now'; standing: Standing }
  /** Nobody knows the call. */
  | { how: 'unknown'; standing: null }

/** How a call stands, for whoever decides. */
export interface Standing {
  call: CallRow
  /** In a form for people: `listening.greeting`. */
  state: string
  /** What the owner may do about it now. */
  possible: OwnerChoice[]
}

export interface FetchedCall {
  callSid: string
  /** Of the answer that is to be fetched. */
  revision: number
  simulated: boolean
}

export interface Deciding {
  /** Rejects where the database fails. */
  decide(asked: Asked): Promise<DecisionEnd>
  standing(call: CallRow): Standing
  find(callSid: string): Promise<Standing | null>
}

export interface DecidingDependencies {
  queries: Queries
  flows: readonly Flow[]
  takeTurn: TakeTurn
  /** Every later call of this number (E.164) is turned away. Rejects where it could not be written down. */
  block(phoneNumber: string): Promise<void>
  /** For what the caller said in the same moment. */
  render: Incoming['render']
  /** Has the line fetch at once what the caller is to hear; without it that is heard with the next event. */
  fetchNow?: ((call: FetchedCall) => void) | undefined
}

/** Said in some fifteen seconds. */
export const MOST_OWNER_WORDS = 280

export function createDeciding(deps: DecidingDependencies): Deciding {
  const { queries, flows, takeTurn, render, fetchNow } = deps

  async function find(callSid: string): Promise<Standing | null> {
    const [call] = (await selectCall(queries, { callSid })).rows
    return call && call.erased_at === null ? standing(call) : null
  }

  function standing(call: CallRow): Standing {
    const { state, possible } = standingIn(call, flows)
    return { call, state, possible: call.end_time === null ? possible : [] }
  }

  return {
    find,
    standing,
    async decide({ callSid, choice, words, token, requestId }) {
      const found = await find(callSid)
      if (!found) return { how: 'unknown', standing: null }
      if (found.call.end_time !== null) return { how: 'not now', standing: found }
      // First, and whatever becomes of this call meanwhile: it is the next ones that the owner is rid of.
      const isBlocked = choice === 'block' && found.possible.includes('block')
      if (isBlocked && found.call.simulated === PLAYED.not) await deps.block(found.call.caller_id)
      const event = {
        type: 'owner.decided',
        choice,
        ...(choice === 'say' && { words: words ?? '' }),
      } as const satisfies CallEvent
      const end = await takeTurn({
        callSid,
        requestId,
        simulated: found.call.simulated === PLAYED.onConsole,
        event,
        replyTo: null,
        identity: { route: 'owner', token },
        arrival: null,
        render,
      })
      // Before anything else is waited for: the caller's next word may be on its way.
      const isHeeded = end.how === 'answered' && end.taken.isHeeded
      if (isHeeded) {
        const simulated = found.call.simulated === PLAYED.onConsole
        fetchNow?.({ callSid, revision: end.taken.call.revision + 1, simulated })
      }
      const after = await find(callSid)
      if (end.how === 'unknown' || !after) return { how: 'unknown', standing: null }
      // Taken in with another event, by whoever was first: what came of it shows in the call.
      const isDone =
        isBlocked ||
        (end.how === 'answered' ? isHeeded : shows(after, choice) && !shows(found, choice))
      return { how: isDone ? 'done' : 'not now', standing: after }
    },
  }
}

/** Of a call that no flow here can go on with, nothing is known and nothing possible. */
function standingIn(call: CallRow, flows: readonly Flow[]): Pick<Standing, 'state' | 'possible'> {
  try {
    const { snapshot, ranBy } = readState(call)
    const { flow: id, version } = ranBy ?? { flow: call.flow, version: call.flow_version }
    const flow = findFlow(id, version, flows)
    if (!flow || !snapshot) return { state: '', possible: [] }
    // Never started: nothing is asked of anybody.
    const resting = createActor(flow, { snapshot }).getSnapshot()
    const may = (choice: OwnerChoice) => resting.can({ type: 'owner.decided', choice })
    return {
      state: stateName(resting.value),
      possible: resting.status === 'active' ? OWNER_CHOICES.filter(may) : [],
    }
  } catch {
    return { state: '', possible: [] }
  }
}

const LEADS_TO: Record<OwnerChoice, RegExp> = {
  'put through': /^(connecting|dialing|whispering)\b/,
  'take a message': /^offering\.wished$/,
  'call back': /^partedToBeCalled$/,
  'turn away': /^partedByOwner$/,
  block: /^partedByOwner$/,
  say: /\.toldByOwner$/,
}

function shows({ call, state }: Standing, choice: OwnerChoice): boolean {
  if (choice === 'put through' && call.final_decision === 'transferred_owner') return true
  return LEADS_TO[choice].test(state)
}
