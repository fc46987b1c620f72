/** One webhook in, one answer out: load, restore, send, settle, commit. The heart of the concierge. */
import type { InspectionEvent, Snapshot } from 'xstate'
import type { CallEvent, Limits } from '../../machines/call.ts'
import type { Cue } from '../../machines/cue.ts'
import { currentFlow, findFlow, flows, type Flow } from '../../machines/flows.ts'
import { wordsOf, type Speech } from '../../prompts/speech/speech.ts'
import {
  commit,
  receive,
  type ArrivedWebhook,
  type JournaledEvent,
  type Received,
} from '../../storage/calls/calls.ts'
import type { Database } from '../../storage/database.ts'
import type { CallRow } from '../../storage/schema.ts'
import { createInOrder } from './in-order.ts'
import { withPorts, type Ports } from './ports.ts'
import { brokenStep, BrokenFlowError, takeStep, UnfitStateError, type Step } from './step.ts'
import { recordOf } from './record.ts'

/** What a webhook says, in our words. */
export interface CallWebhook {
  callSid: string
  /** Of the request that brought it, for the log. */
  requestId?: string
  /** Whether the owner only plays the call, on the console. */
  simulated: boolean
  event: CallEvent
  /** The revision whose answer it replies to, where its URL tells. */
  replyTo: number | null
  /** Tells it from the other webhooks of a call at that revision; a repeat has the same. */
  identify(revision: number): string
  /** Begins the call where it is not known; null for a webhook that begins none. */
  arrival: (() => ArrivalEvent) | null
}

export type ArrivalEvent = CallEvent & { type: 'call.arrived' }

/** What an answer is made of. */
export interface Answer {
  cue: Cue
  /** The cue's lines, in words. */
  words: string[]
  /** The revision that this answer brings: the URLs in it carry it, and so tell a late webhook. */
  revision: number
  call: Pick<CallRow, 'caller_id' | 'called'>
}

export interface TurnDependencies {
  database: Database
  /** Every flow that a call can run; by default those of `machines/flows.ts`. */
  flows?: readonly Flow[]
  /** Id of the flow that a new call to this number runs. */
  flowFor(called: string): string
  limits: Limits
  ports: Ports
  speech: Speech
  /** An answer in the form that is sent: TwiML. */
  render(answer: Answer): string
  /** How long a caller waits for a port before hearing that it takes a moment. */
  patienceMs: number
  now(): Date
  /** Asked at each step of a call for who is told all that XState tells of it: only for development. */
  inspect?: Inspect | undefined
}

export type Inspect = (call: CallRow, flow: Flow) => (event: InspectionEvent) => void

/** The body is the answer, empty where nobody hears it. */
export type TurnEnd =
  | { outcome: 'answered'; body: string; taken: Taken }
  /** The webhook had this answer before. */
  | { outcome: 'repeated'; body: string }
  /** Nobody knows the call. */
  | { outcome: 'unknown'; body: '' }

/** What a turn did, for those who watch. */
export interface Taken {
  /** As the turn found it. */
  call: CallRow
  step: Step
  /** What the caller had said. */
  said: string[]
  /** What the caller hears. */
  words: string[]
  /** Where it is this turn that ended the call. */
  endedAt: string | null
  /** Why the flow cannot go on, where it cannot. */
  broken: BrokenFlowError | null
}

/** Answers a webhook. Rejects where the database fails; the caller still has to hear something then. */
export type Turn = (webhook: CallWebhook) => Promise<TurnEnd>

/** Other turns of the call were first, time after time. */
export class LostRaceError extends Error {
  override name = 'LostRaceError'
}

/** Each lost race is another process's turn of the same call: more than a few is a fault, not luck. */
const MOST_RACES = 8

export function createTurn(deps: TurnDependencies): Turn {
  const { database, limits, now, flows: registry = flows } = deps
  const inOrder = createInOrder()
  const provided = new Map<Flow, Flow>()

  function live(flow: Flow): Flow {
    const known = provided.get(flow) ?? withPorts(flow, deps.ports)
    provided.set(flow, known)
    return known
  }

  async function answer(webhook: CallWebhook): Promise<TurnEnd> {
    const began = performance.now()
    for (let race = 0; race < MOST_RACES; race++) {
      const receipt = await receive(database, arrivedNow(webhook))
      if ('unknown' in receipt) return { outcome: 'unknown', body: '' }
      if ('answered' in receipt) return { outcome: 'repeated', body: receipt.answered }
      const end = await takeTurn(receipt.received, began)
      if (end) return end
    }
    throw new LostRaceError(`Another turn of the call was first, ${MOST_RACES} times over`)
  }

  function arrivedNow(webhook: CallWebhook): ArrivedWebhook {
    const { callSid, simulated } = webhook
    return {
      callSid,
      simulated,
      at: now().toISOString(),
      readAt: (revision) => ({
        webhook: webhook.identify(revision),
        event: isOutdated(webhook, revision) ? { type: 'answer.lost' } : webhook.event,
      }),
      opening: webhook.arrival && opening(callSid, webhook.arrival),
    }
  }

  function opening(callSid: string, arrival: () => ArrivalEvent) {
    return () => {
      const event = arrival()
      const { from, called } = event
      const { id, version = '' } = currentFlow(deps.flowFor(called), registry)
      const call = { call_sid: callSid, caller_id: from, called, flow: id, flow_version: version }
      return { event, call }
    }
  }

  /** Null, with nothing changed, where another turn of the call was committed first. */
  async function takeTurn(received: Received, began: number): Promise<TurnEnd | null> {
    const { call, pending } = received
    const { step, flow, broken } = await stepFrom(call, pending)
    // Whoever hung up hears nothing more.
    const heard = (pending.at(-1)!.event as CallEvent).type !== 'call.ended'
    const words = heard ? step.cue.say.map((line) => wordsOf(line, deps.speech)) : []
    const body = heard
      ? deps.render({ cue: step.cue, words, revision: call.revision + 1, call })
      : ''
    const latencyMs = Math.round((performance.now() - began) * 100) / 100
    const at = now().toISOString()
    const record = recordOf({ received, step, flow, heard, words, body, latencyMs, at })
    if (!(await commit(database, record))) return null
    const said = record.utterances.flatMap((one) => (one.speaker === 'caller' ? one.text : []))
    const endedAt = call.end_time === null ? record.call.end_time : null
    return { outcome: 'answered', body, taken: { call, step, said, words, endedAt, broken } }
  }

  async function stepFrom(call: CallRow, pending: JournaledEvent[]): Promise<StepTaken> {
    const events = pending.map((entry) => entry.event as CallEvent)
    let snapshot: Snapshot<unknown> | null = null
    try {
      snapshot = readSnapshot(call)
      const flow = findFlow(call.flow, call.flow_version, registry)
      if (!flow) throw new UnfitStateError(`No flow ${call.flow} of version ${call.flow_version}`)
      return { step: await stepIn(flow, { call, snapshot, events }), flow: null, broken: null }
    } catch (error) {
      if (!(error instanceof BrokenFlowError)) throw error
      const rebuilt = error instanceof UnfitStateError ? await stepFromJournal(call, events) : null
      return rebuilt ?? { step: brokenStep(snapshot, error), flow: null, broken: error }
    }
  }

  function stepIn(
    flow: Flow,
    from: { call: CallRow; snapshot: Snapshot<unknown> | null; events: CallEvent[] },
  ): Promise<Step> {
    const { call, snapshot, events } = from
    const inspect = deps.inspect?.(call, flow)
    return takeStep({
      flow: live(flow),
      limits,
      snapshot,
      events,
      patienceMs: deps.patienceMs,
      inspect,
    })
  }

  /** The flow was changed under the call: what happened in it leads to a state of the changed one, or to null. */
  async function stepFromJournal(call: CallRow, events: CallEvent[]): Promise<StepTaken | null> {
    const { rebuildCall } = await import('../replay/rebuild.ts')
    const { speech } = deps
    const rebuilt = await rebuildCall({ database, call, registry, limits, speech, events })
    if (!rebuilt) return null
    const { flow, snapshot } = rebuilt
    try {
      return { step: await stepIn(flow, { call, snapshot, events }), flow, broken: null }
    } catch (error) {
      if (error instanceof BrokenFlowError) return null
      throw error
    }
  }

  return (webhook) => inOrder(webhook.callSid, () => answer(webhook))
}

interface StepTaken {
  step: Step
  /** The one that the call runs from now on; null where that is the one it had. */
  flow: Flow | null
  broken: BrokenFlowError | null
}

function readSnapshot({ snapshot }: CallRow): Snapshot<unknown> | null {
  try {
    return snapshot === null ? null : (JSON.parse(snapshot) as Snapshot<unknown>)
  } catch (error) {
    throw new UnfitStateError('The stored state cannot be read', { cause: error })
  }
}

/** Silence about a question that has been answered since says nothing. */
function isOutdated({ event, replyTo }: Pick<CallWebhook, 'event' | 'replyTo'>, revision: number) {
  return replyTo !== null && replyTo < revision && event.type === 'caller.silent'
}
