/** A logged call once more, through a flow as it is now, with the answers that the ports gave then. */
import type { Limits } from '../../machines/call.ts'
import { flows, ownFlows, type Flow } from '../../machines/flows.ts'
import type { Question } from '../../machines/rehearsal.ts'
import { ofOwner } from '../../prompts/speech/speech-in.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { differencesAtEnd, differencesIn, type Difference } from './differences.ts'
import {
  turnsOf,
  type RecordedCall,
  type RecordedNote,
  type RecordedTurn,
} from './recorded-call.ts'
import { createRelay, type Relay } from './relay.ts'
import { replayedTurn, type ReplayedTurn } from './replayed-turn.ts'

/**
 * `unanswered`: the flow asks what was not asked then, so nobody knows how the call would have gone on.
 * `broken`: the flow fails. `empty`: nothing is recorded, as in a call that was erased.
 */
export type ReplayResult = 'identical' | 'different' | 'unanswered' | 'broken' | 'empty'

export interface Replay {
  result: ReplayResult
  /** As far as the replay comes. */
  turns: ReplayedTurn[]
  differences: Difference[]
}

export interface ReplayInput {
  flow: Flow
  call: RecordedCall
  /** For a call whose own are not known any more. */
  limits: Limits
  speech: Speech
}

/** The flow that the call would run today: of its own, the latest version. */
export function flowToday(
  { flow }: Pick<RecordedCall, 'flow'>,
  registry: readonly Flow[] = flows,
): Flow | undefined {
  return [...ownFlows, ...registry].findLast(({ id }) => id === flow)
}

/** A flow of our own that stood in for another, as it is today. */
export function standIn(id: string): Flow | undefined {
  return ownFlows.findLast((flow) => flow.id === id)
}

export function replayCall({ flow, call, limits, speech }: ReplayInput): Replay {
  const recorded = turnsOf(call)
  if (recorded.length === 0) return { result: 'empty', turns: [], differences: [] }
  const rehearsal = createRelay(flow, call.limits ?? limits, standIn)
  try {
    const own = ofOwner(speech, (call.limits ?? limits).owner)
    const { turns, stopped } = rehearse(rehearsal, recorded, own)
    const found = turns.flatMap((turn, index) => differencesIn(turn, index))
    if (stopped) {
      const difference = { turn: turns.length - 1, ...stopped.difference }
      return { result: stopped.result, turns, differences: [...found, difference] }
    }
    const differences = [...found, ...differencesAtEnd(call, turns)]
    return { result: differences.length > 0 ? 'different' : 'identical', turns, differences }
  } finally {
    rehearsal.end()
  }
}

/** Why a replay ends before the call does. */
interface Stop {
  result: 'unanswered' | 'broken'
  difference: Omit<Difference, 'turn'>
}

/** Takes the recorded turns, as far as the flow goes along. */
export function rehearse(
  rehearsal: Relay,
  recorded: RecordedTurn[],
  speech: Speech,
): { turns: ReplayedTurn[]; stopped: Stop | null } {
  const turns: ReplayedTurn[] = []
  const unused: RecordedNote[] = []
  let lastSpoken = 0
  for (const [index, turn] of recorded.entries()) {
    for (const note of turn.notes) unused.push(note)
    rehearsal.handTo(turn.rest?.ranBy)
    for (const [taken, { seq, event }] of turn.events.entries()) {
      // As in a turn: a caller who hung up waits for no verdict.
      if (event.type !== 'call.ended') answerAll(taken)
      rehearsal.send(event)
      if (event.type === 'caller.spoke') lastSpoken = seq
    }
    answerAll(turn.events.length)
    const replayed = replayedTurn(rehearsal, turn, speech)
    if (replayed instanceof Error) return { turns, stopped: brokenBy(replayed) }
    turns.push(replayed)
    const broken = rehearsal.broken()
    if (broken) return { turns, stopped: brokenBy(broken) }
    const [asked] = rehearsal.isThinking() ? rehearsal.asking() : []
    if (asked && !wasHeld(turn, asked, recorded[index + 1])) {
      const difference = { what: 'question', was: 'not asked', is: `asks ${asked.port}` } as const
      return { turns, stopped: { result: 'unanswered', difference } }
    }
  }
  return { turns, stopped: null }

  /** In the order in which the answers came, those that had come by then. */
  function answerAll(taken: number): void {
    for (let given = true; given;) {
      const index = unused.findIndex((note) => note.after <= taken && isWanted(note))
      given = index >= 0
      if (given) rehearsal.answer(unused.splice(index, 1)[0]!)
    }
  }

  /** A verdict on what was said before is none on what is said now. */
  function isWanted({ seq, payload }: RecordedNote): boolean {
    const asked = rehearsal.asking().find(({ port }) => port === payload.port)
    if (!asked) return false
    return seq > lastSpoken || !isAboutWords(asked)
  }
}

function isAboutWords({ input }: Question): boolean {
  return typeof input === 'object' && input !== null && 'said' in input
}

/** Whether the call waited for a port then too; what came of it is in a later turn, or nowhere. */
function wasHeld(turn: RecordedTurn, asked: Question, next: RecordedTurn | undefined): boolean {
  if (turn.rest) return turn.rest.cue.next === 'hold'
  if (!next) return true
  const [first] = next.events
  return (
    ['hold.ended', 'call.ended', 'answer.lost'].includes(first?.event.type ?? '') ||
    next.notes.some(({ payload }) => payload.port === asked.port)
  )
}

function brokenBy(error: unknown): Stop {
  const is = error instanceof Error ? error.message : String(error)
  return { result: 'broken', difference: { what: 'flow', was: 'goes on', is } }
}
