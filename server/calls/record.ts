/** What a turn leaves behind: the columns, journal entries and spoken words that are committed together. */
import type { CallEvent } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import type { CutOff } from '../../storage/cut-off.ts'
import type { TurnRecord } from '../../storage/calls/commit.ts'
import type { JournaledEvent, Received } from '../../storage/calls/receive.ts'
import { laterOf } from '../basics/later-of.ts'
import { restOf, type RanBy } from './rest.ts'
import type { Step } from './step.ts'
import { writeState } from './stored-state.ts'
import { PLAYED } from '../../storage/played.ts'

export function recordOf(turn: {
  received: Received
  step: Step
  /** The flow that the call goes on with, where it was changed under the call. */
  flow?: Flow | null
  /** The flow that took the turn, where it is not the call's. */
  ranBy?: RanBy | null
  /** What the caller hears: what the owner's leg does is in the journal only. */
  words: string[]
  body: string
  latencyMs: number
  at: string
  /** Where the call ends with this turn, when; else null. */
  endsAt: string | null
}): TurnRecord {
  const { received, step, flow, ranBy = null, at, endsAt } = turn
  const { call, pending } = received
  const rebuiltFrom = flow ? call.flow_version : undefined
  return {
    received,
    call: {
      // A step that brought none leaves what is stored, damaged as it may be.
      snapshot: step.snapshot ? writeState(step.snapshot, ranBy) : call.snapshot,
      // A flow that stands in for the call's own may not know what was decided.
      final_decision: step.decided.decision ?? call.final_decision,
      transfer_status: step.decided.transferStatus,
      call_type: step.decided.kind,
      leftMessage: step.decided.leftMessage,
      call_back: step.decided.callBack,
      language: step.language,
      end_time: endsAt === null ? call.end_time : laterOf(endsAt, call.start_time),
      flow_version: flow?.version ?? call.flow_version,
    },
    notes: [...step.notes, { kind: 'rest', payload: restOf(step, rebuiltFrom, ranBy) }],
    utterances: [...callerWords(pending), ...conciergeWords(turn)],
    cutOff: cutOffIn(pending),
    body: turn.body,
    at,
    // A call that the owner plays on the console is no news to him; by `npm run call` he tries how he hears of one.
    tells: call.simulated === PLAYED.onConsole ? [] : step.tells,
  }
}

function callerWords(pending: JournaledEvent[]): TurnRecord['utterances'] {
  return pending.flatMap((entry) => {
    const event = entry.event as CallEvent
    if (event.type !== 'caller.spoke') return []
    const { text } = event
    return [{ speaker: 'caller', text, timestamp: entry.at, latency_ms: null, model_ms: null }]
  })
}

function cutOffIn(pending: JournaledEvent[]): CutOff[] {
  return pending.flatMap(({ event }) => {
    const { type, ...cut } = event as CallEvent
    return type === 'caller.interrupted' ? [cut as CutOff] : []
  })
}

function conciergeWords({
  words,
  step,
  latencyMs,
  at,
}: {
  words: string[]
  step: Step
  latencyMs: number
  at: string
}): TurnRecord['utterances'] {
  if (words.length === 0) return []
  const text = words.join(' ')
  const spoken = { speaker: 'concierge', text, timestamp: at, latency_ms: latencyMs } as const
  return [{ ...spoken, model_ms: step.verdict?.modelMs ?? null }]
}
