/** Calls to a number that `LINES` does not tell of, or no longer: they are as is set for all, and the log says so. */
import type { Logger } from 'pino'
import { spellingKey } from '../storage/spellings.ts'
import type { TakeTurn, TurnEnd } from './calls/turn.ts'
import type { Houses } from './settings/houses/house.ts'

/** More numbers than anybody has: whoever sends others is told of no more. */
const MOST_TOLD = 100

/** The turn; each number is told of once. */
export function tellCallsToNobody(
  takeTurn: TakeTurn,
  { houses, ownNumbers, log }: { houses: Houses; ownNumbers: readonly string[]; log: Logger },
): TakeTurn {
  const known = new Set(ownNumbers.map(spellingKey))
  const told = new Set<string>()

  function look(end: TurnEnd): void {
    if (end.how !== 'answered') return
    const { called, snapshot, call_sid } = end.taken.call
    if (houses.of(called).number !== null || told.has(called) || told.size >= MOST_TOLD) return
    const hadOwner = snapshot?.includes('"owner":{"name"') === true
    const isElsewhere = houses.all.length > 0 && !known.has(spellingKey(called))
    if (!hadOwner && !isElsewhere) return
    told.add(called)
    log.warn(
      { call_sid, had_line: hadOwner },
      'a call to a number that is no line of LINES: what is set for all holds',
    )
  }

  return async (incoming) => {
    const end = await takeTurn(incoming)
    look(end)
    return end
  }
}
