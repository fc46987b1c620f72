/** What replays came to, in lines for people and as JSON. */
import { nameOf, type RecordedCall } from '../../replay/recorded-call.ts'
import type { Replay, ReplayResult } from '../../replay/replay-call.ts'
import type { ReplayedTurn } from '../../replay/replayed-turn.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { indentedForTerminal } from '../command/terminal-text.ts'
import { counted } from '../../basics/counted.ts'

export interface Result {
  call: RecordedCall
  replay: Replay
}

/** Of many calls that differ, so many are shown in full. */
const MOST_SHOWN = 10
/** And so many kinds of difference. */
const MOST_KINDS = 20

const RESULTS: Record<ReplayResult, string> = {
  identical: 'identical',
  different: 'different',
  unanswered: 'asks what was not asked then',
  broken: 'the flow breaks',
  empty: 'erased: nothing to replay',
}

/** The call in one line, and below it, where it is not what it was, turn by turn. */
function linesOf({ call, replay }: Result): string[] {
  const { result, turns } = replay
  const count = counted(turns.length, 'turn')
  const head = [nameOf(call), RESULTS[result], count, call.decision ?? 'not decided'].join('  ')
  if (result === 'identical' || result === 'empty') return [head]
  return [head, ...turns.flatMap((turn, index) => turnLines(turn, index, replay))]
}

function turnLines(turn: ReplayedTurn, index: number, { differences }: Replay): string[] {
  const events = turn.events.map((event) =>
    event.type === 'caller.spoke' ? `${event.type} “${event.text}”` : event.type,
  )
  const found = differences.filter((difference) => difference.turn === index)
  const mark = found.length > 0 ? '✗' : '✓'
  const line = `  ${mark} ${String(index + 1).padStart(2)}  ${events.join(', ')}`
  const place = found.some(({ what }) => what === 'state') ? '' : `  → ${turn.state}`
  return [
    line + place,
    ...found.flatMap(({ what, was, is }) => [
      `          ${what.padEnd(9)} was ${was}`,
      `          ${' '.repeat(9)} is  ${is}`,
    ]),
  ]
}

export interface Summary {
  calls: number
  results: Record<ReplayResult, number>
  /** Where calls first go another way, and how many do, the most frequent first. */
  kinds: { what: string; was: string; is: string; calls: number; example: string }[]
  /** The calls that are not what they were; as many as are shown. */
  shown: Result[]
}

/** Counts results as they come, and keeps no more of them than will be shown. */
export function createSummary(): Summary & { add(result: Result): void } {
  const results = { identical: 0, different: 0, unanswered: 0, broken: 0, empty: 0 }
  const kinds = new Map<string, Summary['kinds'][number]>()
  const shown: Result[] = []
  let calls = 0
  return {
    get calls() {
      return calls
    },
    results,
    shown,
    get kinds() {
      return [...kinds.values()].sort((a, b) => b.calls - a.calls)
    },
    add(result) {
      const { call, replay } = result
      calls++
      results[replay.result]++
      if (replay.result === 'identical' || replay.result === 'empty') return
      if (shown.length < MOST_SHOWN) shown.push(result)
      // What comes after the parting of the ways follows from it.
      const [{ turn } = { turn: 0 }] = replay.differences
      for (const { what, was, is } of replay.differences.filter((one) => one.turn === turn)) {
        const key = JSON.stringify([what, was, is])
        const kind = kinds.get(key) ?? { what, was, is, calls: 0, example: nameOf(call) }
        kind.calls++
        kinds.set(key, kind)
      }
    },
  }
}

export function printSummary(summary: Summary, seconds: number, around: Surroundings): void {
  const { calls, results, kinds, shown } = summary
  const print = (line: string) => printLine(around, indentedForTerminal(line))
  for (const result of shown) for (const line of linesOf(result)) print(line)
  const different = results.different + results.unanswered + results.broken
  if (different > shown.length) print(`… and ${different - shown.length} more calls`)
  if (kinds.length > 0 && different > 1) {
    print('')
    print('how many calls first go another way, and where')
    for (const { what, was, is, calls: count, example } of kinds.slice(0, MOST_KINDS))
      print(`${String(count).padStart(6)}  ${what}: ${was} → ${is}  (such as ${example})`)
    if (kinds.length > MOST_KINDS) print(`… and ${kinds.length - MOST_KINDS} more`)
  }
  const counts = (Object.keys(results) as ReplayResult[])
    .filter((result) => results[result] > 0)
    .map((result) => `${results[result]} ${RESULTS[result]}`)
  print('')
  print(`${counted(calls, 'call')} in ${seconds.toFixed(1)} s: ${counts.join(', ') || 'none'}`)
}

/** The same for programs. */
export function jsonOf({ call, replay }: Result) {
  return {
    call_sid: call.callSid,
    flow: call.flow,
    flow_version: call.flowVersion,
    final_decision: call.decision,
    outcome: replay.result,
    turns: replay.turns.length,
    differences: replay.differences,
  }
}
