/** The end of every turn: who hears what, in which words and form, and what is written down of it. */
import type { CallEvent } from '../../machines/call.ts'
import { earOf } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { spokenWords } from '../../prompts/speech/spoken-line.ts'
import type { TurnRecord } from '../../storage/calls/commit.ts'
import type { Received } from '../../storage/calls/receive.ts'
import type { Incoming } from './incoming.ts'
import { recordOf } from './record.ts'
import type { RanBy } from './rest.ts'
import type { Step } from './step.ts'

export interface Conclusion {
  /** What the caller hears. */
  words: string[]
  /** To be written down; its `body` is the answer to the incoming event, empty where nobody hears it. */
  record: TurnRecord
}

export function concludeTurn(turn: {
  incoming: Pick<Incoming, 'event' | 'render' | 'says' | 'firstWord' | 'silentSince'>
  received: Received
  step: Step
  /** The flow that the call goes on with, where it was changed under the call. */
  flow?: Flow | null
  /** The flow that took the turn, where it is not the call's. */
  ranBy?: RanBy | null
  speech: Speech
  /** When what is answered was here, as `performance.now()` has it. */
  began: number
  now(): Date
}): Conclusion {
  const { incoming, received, step, speech } = turn
  const { call } = received
  const revision = call.revision + 1
  const events = received.pending.map(({ event }) => event as CallEvent)
  // Whoever hung up hears nothing more, also where what they said before comes again.
  const hasEnded = [incoming.event, ...events].some(({ type }) => type === 'call.ended')

  function wordsTo(event: CallEvent): string[] {
    return spokenWords(step.cueTo(event), speech, step.language)
  }
  function isSaid(event: CallEvent): boolean {
    return incoming.says?.(step.cueTo(event)) ?? true
  }
  function answerTo(event: CallEvent): string {
    const ear = earOf(event)
    if (ear === null || (ear === 'caller' && hasEnded)) return ''
    const { language, languageHeard } = step
    const isRetry = event.type === 'caller.silent' || event.type === 'answer.lost'
    const spoken = { words: wordsTo(event), language, languageHeard, isRetry }
    return incoming.render({ cue: step.cueTo(event), ...spoken, revision, call })
  }

  const toCaller = hasEnded ? undefined : events.find((event) => earOf(event) === 'caller')
  const heard = toCaller && isSaid(toCaller) ? toCaller : undefined
  const words = heard ? wordsTo(heard) : []
  const body = answerTo(incoming.event)
  const otherBodies = othersIn(received, incoming.event, answerTo)
  const saidAt = incoming.firstWord?.saidAt() ?? performance.now()
  const latencyMs = Math.round((saidAt - turn.began) * 100) / 100
  const { flow = null, ranBy = null } = turn
  const at = turn.now().toISOString()
  const endsAt = incoming.silentSince ?? at
  // An end that the caller has not heard yet is none: it is heard with the next answer.
  const isOver = hasEnded || (step.done && call.end_time === null && heard !== undefined)
  const spoken = { words, body, latencyMs, at, endsAt: isOver ? endsAt : null }
  const record = recordOf({ received, step, flow, ranBy, ...spoken })
  const others = otherBodies.size > 0 && { otherBodies }
  const silent = incoming.silentSince !== undefined && { happenedAt: incoming.silentSince }
  return { words, record: { ...record, ...others, ...silent } }
}

/** Events of both legs may come at once; none may hear what is meant for the other. By their identities. */
function othersIn(
  { pending }: Received,
  incoming: CallEvent,
  answerTo: (event: CallEvent) => string,
): Map<string, string> {
  const ear = earOf(incoming)
  const others = pending.filter(({ event }) => {
    const other = event as CallEvent
    return earOf(other) !== ear || (ear === 'owner' && !isOfSameDial(other, incoming))
  })
  return new Map(others.map(({ identity, event }) => [identity, answerTo(event as CallEvent)]))
}

function isOfSameDial(one: CallEvent, other: CallEvent): boolean {
  return 'dial' in one && 'dial' in other && one.dial === other.dial
}
