/** One event in, one answer out: load, restore, send, settle, commit. The heart of the concierge. */
import type { CallEvent } from '../../machines/call.ts'
import { earOf } from '../../machines/cue.ts'
import { currentFlow } from '../../machines/flows.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { spokenWords } from '../../prompts/speech/spoken-line.ts'
import { commit } from '../../storage/calls/commit.ts'
import { receive, type ArrivedEvent, type Received } from '../../storage/calls/receive.ts'
import { asJournaled, identityAt } from '../../storage/calls/event-identity.ts'
import type { Database } from '../../storage/database.ts'
import type { CallRow } from '../../storage/schema.ts'
import { concludeTurn } from './conclude.ts'
import { createGoOn, type GoOnDependencies } from './go-on.ts'
import { createInOrder } from './in-order.ts'
import { playedBy, type Incoming } from './incoming.ts'
import type { BrokenFlowError, Decided, SayAlong, Step } from './step.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface TurnDependencies extends GoOnDependencies {
  database: Database
  /** Id of the flow that a call to this number runs, if it begins now. It keeps to it, whatever the hour. */
  flowFor(called: string): string
  /** Of the owner of this number. */
  speechFor(called: string): Speech
  now(): Date
}

/** The body is the answer, empty where nobody hears it. */
export type TurnEnd =
  | { how: 'answered'; body: string; taken: Taken }
  /** The event had this answer before. */
  | { how: 'repeated'; body: string }
  /** Nobody knows the call. */
  | { how: 'unknown'; body: '' }

/** What a turn did, for those who watch. */
export interface Taken {
  /** As the turn found it. */
  call: CallRow
  step: Step
  /** What the caller had said. */
  said: string[]
  /** What the caller hears. */
  words: string[]
  /** Whether the event that was to be answered changed something: only told of what the owner decides. */
  isHeeded: boolean
  /** Where it is this turn that ended the call. */
  endedAt: string | null
  /** Why the flow cannot go on, where it cannot. */
  broken: BrokenFlowError | null
}

/** Answers an event. Rejects where the database fails; the caller still has to hear something then. */
export type TakeTurn = (incoming: Incoming) => Promise<TurnEnd>

/** Other turns of the call were first, time after time. */
class LostRaceError extends ConciergeError {
  readonly code = 'LOST_RACE'
  readonly disposition = 'apologise'
}

/** Each lost race is another process's turn of the same call: more than a few is a fault, not luck. */
const MOST_RACES = 8

export function createTurn(deps: TurnDependencies): TakeTurn {
  const { database, now, speechFor } = deps
  const inOrder = createInOrder()
  const goOn = createGoOn(deps)

  async function answer(incoming: Incoming): Promise<TurnEnd> {
    const began = incoming.firstWord?.heardAt ?? performance.now()
    let { identity } = incoming
    for (let race = 0; race < MOST_RACES; race++) {
      const receipt = await receive(database, arrivedNow({ ...incoming, identity }))
      if ('unknown' in receipt) return { how: 'unknown', body: '' }
      if ('answered' in receipt) return { how: 'repeated', body: receipt.answered }
      const end = await takeTurn({ ...incoming, identity }, receipt.received, began)
      if (end) return end
      // Who was first may have taken it in: it is still the same event.
      identity = asJournaled(identity, receipt.received.call.revision)
    }
    throw new LostRaceError(`Another turn of the call was first, ${MOST_RACES} times over`)
  }

  function arrivedNow(incoming: Incoming): ArrivedEvent {
    const { callSid, simulated, identity, event } = incoming
    const at = now().toISOString()
    return {
      callSid,
      simulated,
      at,
      identity,
      event,
      isFirst: event.type === 'call.arrived',
      late: lateMeaning(incoming),
      opening: opening(incoming),
    }
  }

  function opening(incoming: Incoming): ArrivedEvent['opening'] {
    const { callSid: call_sid, arrival } = incoming
    if (!arrival) return null
    const { from, called } = arrival
    const { id, version = '' } = currentFlow(deps.flowFor(called), deps.flows)
    const call = { call_sid, caller_id: from, called, flow: id, flow_version: version }
    return { event: arrival, call: { ...call, simulated: playedBy(incoming) } }
  }

  /** Null, with nothing changed, where another turn of the call was committed first. */
  async function takeTurn(
    incoming: Incoming,
    received: Received,
    began: number,
  ): Promise<TurnEnd | null> {
    const { call, pending } = received
    const speech = speechFor(call.called)
    const gone = await goOn(
      call,
      pending.map(({ event }) => event as CallEvent),
      sayAlong(incoming, call, speech),
    )
    const { flow, ranBy, broken } = gone
    const isOver = broken && incoming.silentSince !== undefined
    const step = isOver ? { ...gone.step, decided: decidedIn(call) } : gone.step
    const { words, record } = concludeTurn({
      incoming,
      received,
      step,
      flow,
      ranBy,
      speech,
      began,
      now,
    })
    if (!(await commit(database, record))) return null
    const said = record.utterances.flatMap((one) => (one.speaker === 'caller' ? one.text : []))
    const identity = identityAt(incoming.identity, call.revision)
    const isHeeded = pending.some(
      (entry) => entry.identity === identity && step.heeded.has(entry.event as CallEvent),
    )
    const endedAt = call.end_time === null ? record.call.end_time : null
    return {
      how: 'answered',
      body: record.body,
      taken: { call, step, said, words, isHeeded, endedAt, broken },
    }
  }

  return (incoming) => inOrder(incoming.callSid, () => answer(incoming))
}

function sayAlong(
  { event, says, speakAlong }: Incoming,
  call: CallRow,
  speech: Speech,
): SayAlong | null {
  if (!speakAlong || earOf(event) !== 'caller') return null
  return {
    answers: event,
    say({ cue, ...its }) {
      const isSaid = says?.(cue) ?? true
      if (isSaid) speakAlong({ cue, call, words: spokenWords(cue, speech, its.language), ...its })
      return isSaid
    },
  }
}

/** A call that was over long before its flow broke has not failed by that. */
function decidedIn(call: CallRow): Decided {
  return {
    decision: (call.final_decision as Decided['decision']) ?? 'abandoned',
    transferStatus: call.transfer_status as Decided['transferStatus'],
    kind: call.call_type as Decided['kind'],
    // What was left stays with the call.
    leftMessage: false,
    callBack: null,
  }
}

/** Silence about a question that has been answered since says nothing. */
function lateMeaning({ event, replyTo }: Incoming): ArrivedEvent['late'] {
  if (replyTo === null || event.type !== 'caller.silent') return null
  return { replyTo, event: { type: 'answer.lost' } satisfies CallEvent }
}
