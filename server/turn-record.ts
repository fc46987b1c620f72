/** What a turn leaves behind: the columns, journal entries and spoken words that are committed together. */
import type { CallEvent } from '../machines/call.ts'
import type { JournaledEvent, TurnRecord } from '../storage/calls.ts'
import type { CallRow } from '../storage/schema.ts'
import type { Step } from './step.ts'

export function recordOf(turn: {
  call: CallRow
  pending: JournaledEvent[]
  step: Step
  /** Whether anybody is on the line to hear the answer. */
  heard: boolean
  words: string[]
  body: string
  latencyMs: number
  at: string
}): TurnRecord {
  const { call, pending, step, at } = turn
  const over = !turn.heard || (step.done && call.end_time === null)
  return {
    callSid: call.call_sid,
    revision: call.revision,
    call: {
      snapshot: step.snapshot && JSON.stringify(step.snapshot),
      handled_seq: pending.at(-1)?.seq ?? call.handled_seq,
      final_decision: step.outcome.decision,
      transfer_status: step.outcome.transferStatus,
      call_type: step.outcome.kind,
      ...(over && { end_time: at }),
    },
    notes: step.notes,
    firstUtterance: call.utterances,
    utterances: [...callerWords(pending), ...conciergeWords(turn)],
    webhooks: pending.map((entry) => entry.webhook),
    body: turn.body,
    at,
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
  return [{ ...spoken, model_ms: step.modelMs }]
}
