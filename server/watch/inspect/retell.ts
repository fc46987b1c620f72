/** A call's turns, each an actor of its own for a moment, told to Stately's inspector as one actor that goes on. */
import { createHash } from 'node:crypto'
import {
  createInspector,
  type StatelyActorEvent,
  type StatelyInspectionEvent,
} from '@statelyai/inspect'
import type { AnyMachineSnapshot, InspectionEvent } from 'xstate'
import type { Flow } from '../../../machines/flows.ts'
import type { CallRow } from '../../../storage/schema.ts'
import type { Inspect } from '../../calls/go-on.ts'
import { masked, unmasked } from './mask.ts'

export interface Retelling {
  inspect: Inspect
  /** The calls from their beginning, for who comes late; of a long one its latest part. */
  soFar(): StatelyInspectionEvent[]
}

type Told = Pick<CallRow, 'call_sid' | 'simulated'>

interface Known {
  /** The version that the call runs. */
  flow: Flow
  name: string
  /** As it was before what has happened. */
  actor: StatelyActorEvent | null
  happened: StatelyInspectionEvent[]
}

/** More than anybody looks at; the oldest is forgotten. */
const MOST_CALLS = 100
/** Of one call; what is older is no more than where it led to. */
const MOST_HAPPENED = 200

/** Ours, not the call's: each turn restores the actor and stops it. */
const OF_THE_TURN = new Set(['xstate.init', 'xstate.stop'])

export function createRetelling(options: {
  /** Whether words, names and numbers are shown. */
  pii: boolean
  tell(event: StatelyInspectionEvent): void
}): Retelling {
  const shown = options.pii ? unmasked : (value: unknown) => masked(value)
  const known = new Map<string, Known>()
  const inspector = createInspector({ send: pass }, { serializationDepthLimit: 20 })

  /** Puts in what Stately's package leaves open where it is told of an actor by its id. */
  function pass(told: StatelyInspectionEvent): void {
    const one = known.get(told.sessionId)!
    const event = { ...told, rootId: told.sessionId }
    if (event.type === '@xstate.actor') {
      event.name = one.name
      one.actor = event
    } else {
      one.happened.push(event)
      forgetOldest(one)
    }
    options.tell(event)
  }

  function begin(call: Told, flow: Flow, snapshot: object): void {
    const sessionId = pseudonym(call.call_sid)
    const name = `${flow.id} ${sessionId}${call.simulated ? ' (simulated)' : ''}`
    known.delete(sessionId)
    known.set(sessionId, { flow, name, actor: null, happened: [] })
    const [oldest] = known.keys()
    if (known.size > MOST_CALLS) known.delete(oldest!)
    const actor = { sessionId, logic: flow }
    inspector.actor(actor as unknown as Parameters<typeof inspector.actor>[0], snapshot)
  }

  function retell(call: Told, flow: Flow, inspected: InspectionEvent): void {
    const { actorRef, rootId } = inspected
    if (!('sessionId' in actorRef) || actorRef.sessionId !== rootId) return
    const sessionId = pseudonym(call.call_sid)
    if (inspected.type === '@xstate.snapshot') {
      const { event } = inspected
      const snapshot = readable(inspected.snapshot as AnyMachineSnapshot)
      if (known.get(sessionId)?.flow !== flow) begin(call, flow, snapshot)
      else if (!OF_THE_TURN.has(event.type))
        inspector.snapshot(sessionId, snapshot, { event: shown(event) as typeof event })
    }
    if (inspected.type === '@xstate.event' && !OF_THE_TURN.has(inspected.event.type))
      inspector.event(sessionId, shown(inspected.event) as typeof inspected.event)
  }

  function readable({ status, value, context, output, error, tags }: AnyMachineSnapshot) {
    return {
      status,
      value,
      context: shown(context),
      ...(output !== undefined && { output: shown(output) }),
      ...(error !== undefined && { error: shown(error) }),
      tags: [...tags],
    }
  }

  return {
    inspect: (call, flow) => (event) => retell(call, flow, event),
    soFar: () =>
      [...known.values()].flatMap(({ actor, happened }) => (actor ? [actor, ...happened] : [])),
  }
}

/** An actor begins where what is forgotten of it has led to. */
function forgetOldest(one: Known): void {
  if (one.happened.length <= MOST_HAPPENED || !one.actor) return
  const oldest = one.happened.shift()!
  if (oldest.type === '@xstate.snapshot') one.actor = { ...one.actor, snapshot: oldest.snapshot }
}

/** The same for a call in every process, and no way back to its CallSid. */
function pseudonym(callSid: string): string {
  return `call-${createHash('sha256').update(callSid).digest('hex').slice(0, 12)}`
}
