/** What another screener would have decided: old and new decisions, and the calls behind them. */
import type { Verdict } from '../../../machines/verdict.ts'
import { quantile } from '../../basics/quantile.ts'
import { nameOf } from '../../replay/recorded-call.ts'
import type { ScreeningAsked } from '../../replay/rescreen.ts'
import { printLine, printTable, type Surroundings } from '../command/surroundings.ts'
import { indentedForTerminal } from '../command/terminal-text.ts'

/** A question with the old verdict and what came of asking again. */
export interface AskedAgain extends ScreeningAsked {
  /** Null where it gave none. */
  is: Verdict | null
  /** Why it gave none. */
  error: string | null
  /** Where the call rested then, and where it would rest with the new verdict. */
  restedIn: string
  wouldRestIn: string | null
}

type Column = Verdict['decision'] | 'none'

const COLUMNS: Column[] = ['transfer', 'end', 'ask', 'none']

export function isChanged({ was, is }: AskedAgain): boolean {
  return columnOf(was) !== columnOf(is)
}

export function printScreenings(screener: string, asked: AskedAgain[], around: Surroundings): void {
  const print = (line: string) => printLine(around, indentedForTerminal(line))
  const changed = asked.filter(isChanged)
  print('')
  print(`verdicts then (down) and of ${screener} now (across)`)
  printTable(around, tableOf(asked))
  for (const one of changed) for (const line of linesOf(one)) print(line)
  print('')
  print(`verdicts      ${asked.length}, of them ${changed.length} changed`)
  print(`then          ${latency(asked.map(({ was }) => was?.modelMs))}`)
  print(`now           ${latency(asked.map(({ is }) => is?.modelMs))}`)
}

export function screeningsJson(screener: string, asked: AskedAgain[]) {
  return {
    screener,
    verdicts: asked.length,
    changed: asked.filter(isChanged).length,
    decisions: tableOf(asked),
    screenings: asked.map((one) => ({
      call_sid: one.call.callSid,
      turn: one.turn,
      said: saidIn(one),
      was: one.was,
      is: one.is,
      error: one.error,
      rested_in: one.restedIn,
      would_rest_in: one.wouldRestIn,
    })),
  }
}

function tableOf(asked: AskedAgain[]): Record<Column, Record<Column, number>> {
  const row = () => ({ transfer: 0, end: 0, ask: 0, none: 0 })
  const table = { transfer: row(), end: row(), ask: row(), none: row() }
  for (const { was, is } of asked) table[columnOf(was)][columnOf(is)]++
  return table
}

function linesOf(one: AskedAgain): string[] {
  const { call, turn, was, is, error, restedIn, wouldRestIn } = one
  const wouldRest = wouldRestIn === null ? '' : `  ${restedIn} → ${wouldRestIn}`
  return [
    '',
    `${columnOf(was)} → ${columnOf(is)}  ${nameOf(call)} turn ${turn + 1}${wouldRest}`,
    `    said  ${saidIn(one).join(' ⏎ ')}`,
    `    was   ${verdictInWords(was, null)}`,
    `    is    ${verdictInWords(is, error)}`,
  ]
}

function verdictInWords(verdict: Verdict | null, error: string | null): string {
  if (!verdict) return error ?? 'none'
  const ms = verdict.modelMs === undefined ? '' : `, ${inMs(verdict.modelMs)}`
  return `“${verdict.reply}” (${verdict.screener}${ms})`
}

function saidIn({ input }: AskedAgain): string[] {
  return input.said.flatMap(({ speaker, text }) => (speaker === 'caller' ? text : []))
}

function columnOf(verdict: Verdict | null): Column {
  return COLUMNS.find((column) => column === verdict?.decision) ?? 'none'
}

function latency(times: (number | undefined)[]): string {
  const known = times.filter((ms) => ms !== undefined)
  const [p50, p95] = [quantile(known, 0.5), quantile(known, 0.95)]
  return p50 === null || p95 === null ? 'no times' : `${inMs(p50)} p50, ${inMs(p95)} p95`
}

function inMs(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`
}
