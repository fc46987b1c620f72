/** The end of every turn: who hears what, in which words and form, and what is written down of it. */
import type { CallEvent } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { spokenLine } from '../../prompts/speech/spoken-line.ts'
import type { TurnRecord } from '../../storage/calls/commit.ts'
import type { Received } from '../../storage/calls/receive.ts'
import type { Incoming } from './incoming.ts'
import { recordOf } from './record.ts'
import type { RanBy } from './rest.ts'
import type { Step } from './step.ts'

export interface Conclusion {
  /** What the caller hears. */
  words: string[]
  /** To be written down; its `body` is the answer, empty where nobody hears it. */
  record: TurnRecord
}

export function concludeTurn(turn: {
  incoming: Pick<Incoming, 'isHeard' | 'render' | 'silentSince'>
  received: Received
  step: Step
  /** The flow that the call goes on with, where it was changed under the call. */
  flow?: Flow | null
  /** The flow that took the turn, where it is not the call's. */
  ranBy?: RanBy | null
  speech: Speech
  /** When the event came, as `performance.now()` has it. */
  began: number
  now(): Date
}): Conclusion {
  const { incoming, received, step, speech } = turn
  const { call, pending } = received
  const { cue } = step
  const events = pending.map(({ event }) => event as CallEvent)
  const isOver =
    incoming.silentSince !== undefined || events.some(({ type }) => type === 'call.ended')
  // Whoever hung up hears nothing more, also where what they said before comes again. What the owner decides brings
  // nobody an answer; what the caller said in the same moment waits for one.
  const isHeard = !isOver && (incoming.isHeard || events.some(({ type }) => !isOwners(type)))
  const words = isHeard ? cue.say.map((line) => spokenLine(line, speech)) : []
  const revision = call.revision + 1
  const body = isHeard ? incoming.render({ cue, words, revision, call }) : ''
  const latencyMs = Math.round((performance.now() - turn.began) * 100) / 100
  const { flow = null, ranBy = null } = turn
  const at = turn.now().toISOString()
  const endsAt = incoming.silentSince ?? at
  const heard = { isOver, words, body, latencyMs }
  return { words, record: recordOf({ received, step, flow, ranBy, ...heard, at, endsAt }) }
}

function isOwners(type: CallEvent['type']): boolean {
  return type === 'owner.decided'
}
