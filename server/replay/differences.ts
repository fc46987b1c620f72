/** Where a replayed call is not what it was. */
import { cueByName } from '../calls/rest.ts'
import type { CueMeta } from '../../machines/cue.ts'
import { hasRests, type RecordedCall } from './recorded-call.ts'
import type { ReplayedTurn } from './replayed-turn.ts'

export interface Difference {
  /** Counted from 0. */
  turn: number
  what: 'state' | 'standing' | 'cue' | 'words' | 'decision' | 'dial' | 'question' | 'flow'
  was: string
  is: string
}

/** Words are not compared here: who rewords a sentence has changed no call. */
export function differencesIn(replayed: ReplayedTurn, turn: number): Difference[] {
  const { rest } = replayed
  if (!rest) return []
  return [
    difference(turn, 'state', rest.state, replayed.state),
    // In a journal of before there is none.
    rest.standing
      ? difference(turn, 'standing', rest.standing.kind, replayed.context.standing?.kind ?? null)
      : [],
    difference(turn, 'cue', cueInWords(rest.cue), cueInWords(cueByName(replayed.cue))),
    difference(turn, 'decision', rest.decision, replayed.decision),
  ].flat()
}

/** What became of the call; and where nothing else was recorded of its turns, what was said in them. */
export function differencesAtEnd(call: RecordedCall, turns: ReplayedTurn[]): Difference[] {
  const last = turns.length - 1
  const { decision, rest } = turns[last]!
  // A flow that took the call on knows nothing of what came before it.
  const dial = turns.findLast(({ context }) => context.transferStatus !== null)
  const transferStatus = dial?.context.transferStatus ?? null
  const isUnderWay = hasRests(call) && !rest
  if (isUnderWay) return []
  return [
    ...(hasRests(call) ? [] : spokenDifferences(call, turns)),
    ...(rest ? [] : difference(last, 'decision', call.decision, decision)),
    ...difference(last, 'dial', call.transferStatus, transferStatus),
  ]
}

function spokenDifferences({ spoken }: RecordedCall, turns: ReplayedTurn[]): Difference[] {
  if (spoken.length === 0) return []
  const speaking = turns.flatMap(({ words }, turn) =>
    words.length > 0 ? { turn, words: words.join(' ') } : [],
  )
  const most = Math.max(spoken.length, speaking.length)
  return Array.from({ length: most }, (_, index) => {
    const { turn, words } = speaking[index] ?? { turn: turns.length - 1, words: null }
    return difference(turn, 'words', spoken[index] ?? null, words)
  }).flat()
}

function difference(
  turn: number,
  what: Difference['what'],
  was: string | null,
  is: string | null,
): Difference[] {
  return was === is ? [] : [{ turn, what, was: was ?? 'none', is: is ?? 'none' }]
}

/** `greeting, then listen`. */
function cueInWords({ say, next, meantime }: CueMeta): string {
  const said = say.length > 0 ? `${say.join(' + ')}, then ` : ''
  return `${said}${next}${meantime === 'ringing' ? ' (rings until answered)' : ''}`
}
