/** What became of calls in a flow: which lines they took, where they were left, how long they stayed where. */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { Limits } from '../../machines/call.ts'
import type { Flow } from '../../machines/flows.ts'
import { graphOf } from '../../machines/graph.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import type { Position } from '../../storage/review/conversations.ts'
import type { Queries } from '../../storage/database.ts'
import { listLoggedCalls, type LoggedCall } from '../../storage/review/logged-calls.ts'
import { quantile } from '../basics/quantile.ts'
import { recordedCall } from './logged-call.ts'
import { replayCall, type Replay } from './replay-call.ts'
import type { ReplayedTurn } from './replayed-turn.ts'

export interface FlowCounts {
  /** How many were counted. */
  calls: number
  /** Whether those were all of the period; else they are the newest. */
  complete: boolean
  /** Left out: those of other versions of the flow, and those that are erased or cannot be followed. */
  left_out: { other_version: number; not_followed: number }
  /** All lines of the chart, by its ids. A call counts once on each, however often it took it. */
  edges: { id: string; from: string; to: string; label: string; calls: number }[]
  states: {
    id: string
    calls: number
    /** Of the stays that have ended; null where there was none. */
    median_ms: number | null
    /** Calls that the caller left from there. */
    left: number
  }[]
}

export interface CountedPeriod {
  flow: Flow
  /** UTC, ISO 8601; `from` included, `to` not. */
  from: string
  to: string
  /** Whether simulated calls count too. */
  simulated: boolean
  /** Calls to count at most. */
  most?: number
}

/** A call more takes a millisecond more. */
export const MOST_CALLS = 2_000
/** Looked at for them, those of other flows included. */
const MOST_LOOKED_AT = 10_000
/** Read at a time. */
const PAGE = 100
/** Replayed at a time, so that no turn waits for long. */
const FEW = 8

export async function countFlow(
  queries: Queries,
  { flow, from, to, simulated, most = MOST_CALLS }: CountedPeriod,
  { limits, speech }: { limits: Limits; speech: Speech },
): Promise<FlowCounts> {
  const tally = createTally(flow)
  const leftOut = { other_version: 0, not_followed: 0 }
  const filter = { from, to, ...(!simulated && { simulated }) }
  let calls = 0
  let looked = 0
  let after: Position | null = null
  let complete = false
  while (!complete && calls < most && looked < MOST_LOOKED_AT) {
    const page: LoggedCall[] = await listLoggedCalls(queries, filter, { limit: PAGE, after })
    for (const [index, logged] of page.entries()) {
      if (index % FEW === 0) await nextRound()
      if (logged.flow !== flow.id || calls === most) continue
      if (logged.flow_version !== flow.version) leftOut.other_version++
      else if (tally.add(logged, replayOf(logged))) calls++
      else leftOut.not_followed++
    }
    complete = page.length < PAGE && calls < most
    looked += page.length
    const last = page.at(-1)
    if (last) after = { startTime: last.start_time, id: last.id }
  }
  return { calls, complete, left_out: leftOut, ...tally.result() }

  function replayOf(logged: LoggedCall): Replay {
    return replayCall({ flow, call: recordedCall(logged), limits, speech })
  }
}

interface StateTally {
  calls: number
  stays: number[]
  left: number
}

function createTally(flow: Flow) {
  const edges = new Map(
    graphOf(flow).edges.map(({ id, from, to, label }) => {
      return [id, { id, from, to: to.join(' '), label, calls: 0 }]
    }),
  )
  const states = new Map<string, StateTally>()

  function stateAt(id: string): StateTally {
    const known = states.get(id) ?? { calls: 0, stays: [], left: 0 }
    states.set(id, known)
    return known
  }

  return {
    /** False, with nothing counted, where the call could not be followed to where it is. */
    add(logged: LoggedCall, { result, turns: all }: Replay): boolean {
      if (result !== 'identical' && result !== 'different') return false
      const turns = all.filter((turn) => isOf(flow, turn))
      const taken = turns.flatMap(({ path }) => path.map(({ edge }) => edge))
      for (const id of new Set(taken)) edges.get(id)!.calls++
      const first = turns[0]?.path[0]?.from
      for (const id of new Set([first, ...turns.flatMap((turn) => turn.states)]))
        if (id) stateAt(id).calls++
      const endAt = new Map(logged.journal.map(({ seq, at }) => [seq, Date.parse(at)]))
      for (const [index, turn] of turns.entries()) {
        const ended = endAt.get(turn.seq)!
        for (const [id, ms] of thoughtIn(turn, ended)) stateAt(id).stays.push(ms)
        const rested = turn.states.at(-1)
        const next = turns[index + 1]
        if (!rested || !next) continue
        // What happens after the end happens in no state.
        if (next.path.length > 0)
          stateAt(rested).stays.push(Math.max(0, Date.parse(next.at) - ended))
        if (isLeft(next)) stateAt(rested).left++
      }
      return true
    },
    result(): Pick<FlowCounts, 'edges' | 'states'> {
      return {
        edges: [...edges.values()],
        states: [...states].map(([id, { calls, stays, left }]) => ({
          id,
          calls,
          median_ms: quantile(stays, 0.5),
          left,
        })),
      }
    },
  }
}

/** A flow that stood in for this one has other lines and states. */
export function isOf({ id }: Flow, { rest }: ReplayedTurn): boolean {
  return !rest?.ranBy || rest.ranBy.flow === id
}

/** A turn takes as long as its ports: between states that asked several, nothing tells how it was divided. */
function thoughtIn({ at, path, questions }: ReplayedTurn, ended: number): [string, number][] {
  const asked = [...new Set(path.flatMap(({ from, event }) => (isAnswer(event) ? [from] : [])))]
  if (questions.length === 0 || asked.length === 0) return []
  const each = Math.max(0, ended - Date.parse(at)) / asked.length
  return asked.map((id) => [id, each])
}

function isAnswer(event: string): boolean {
  return /^xstate\.(done|error)\.actor\./.test(event)
}

/** Whether the caller hung up on it, rather than behind its end. */
function isLeft({ events, path }: ReplayedTurn): boolean {
  if (path.length === 0) return false
  return events.some(
    (event) =>
      event.type === 'call.ended' || (event.type === 'dial.ended' && event.outcome === 'canceled'),
  )
}
