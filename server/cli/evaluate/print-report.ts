/** The figures of an evaluation on one screen: what matters to the owner first. */
import type { Rate, Score } from '../../screening/evaluation/evaluation.ts'
import { alignRows, cutTo } from '../command/columns.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { forTerminal, indentedForTerminal } from '../command/terminal-text.ts'
import type { Mistake, Report } from './report.ts'

/** Groups and errors beyond these are in the JSON; the worst come first. */
const MOST_GROUPS = 10
const MOST_ERRORS = 3
const LONGEST_NAME = 30

/** A column of figures, and what stands above it. */
export interface Column {
  heading: string
  report: Report
}

const ROWS: [string, (report: Report) => Rate][] = [
  ['urgent, but ended', ({ missedUrgent }) => missedUrgent],
  ['urgent, asked to no end', ({ askedToNoEnd }) => askedToNoEnd],
  ['unwanted, put through', ({ leakedUnwanted }) => leakedUnwanted],
  ['right', ({ accuracy }) => accuracy],
  ['right in one turn', ({ byTurns }) => byTurns.single],
  ['right in several', ({ byTurns }) => byTurns.several],
  ['pairs, both right', ({ pairs }) => pairs],
  ['kind guessed', ({ kindAccuracy }) => kindAccuracy],
]

const FOOLED: typeof ROWS = [['fooled, put through', ({ putThrough }) => putThrough]]

/** Side by side, without what none of them has; `corner` is what they are all about. */
export function printFigures(corner: string, columns: Column[], around: Surroundings): void {
  const rows = columns.some(({ report }) => report.holds === 'calls') ? ROWS : FOOLED
  const shown = rows.filter(([, rate]) => columns.some(({ report }) => rate(report).of > 0))
  const lines = alignRows(
    [
      [corner, ...columns.map(({ heading }) => heading)],
      ...shown.map(([name, rate]) => [
        name,
        ...columns.map(({ report }) => (report.calls > 0 ? inWords(rate(report)) : '')),
      ]),
    ],
    0,
  )
  print(around, '', ...lines)
}

/** How it does on each voice or in each language, where there are several. */
export function printGroups(
  label: string,
  scores: Record<string, Score>,
  around: Surroundings,
): void {
  const groups = Object.entries(scores).sort(([, a], [, b]) => a.accuracy.share - b.accuracy.share)
  if (groups.length < 2) return
  const rows = groups
    .slice(0, MOST_GROUPS)
    .map(([name, { accuracy, missedUrgent, askedToNoEnd, leakedUnwanted }]) => [
      cutTo(LONGEST_NAME, forTerminal(name)),
      `${percent(accuracy.share)} of ${accuracy.of}`,
      ofAll(missedUrgent),
      ofAll(askedToNoEnd),
      ofAll(leakedUnwanted),
    ])
  const head = [label, 'right', 'ended', 'to no end', 'put through']
  const more = groups.length - rows.length
  print(around, '', ...alignRows([head, ...rows], 0))
  if (more > 0) print(around, `and ${more} more, none of them worse: --json has them`)
}

/** How long a verdict takes and a reply is, and whom there was none for. */
export function printPace({ heading, report }: Column, around: Surroundings): void {
  const { modelMs, firstTokenMs, wordsPerReply, failed } = report
  const first = firstTokenMs
    ? `, to the first token ${ms(firstTokenMs.p50)} and ${ms(firstTokenMs.p95)}`
    : ''
  const words = `${wordsPerReply.median} words, ${wordsPerReply.most} at most`
  print(
    around,
    `${heading}: a verdict takes ${ms(modelMs.p50)} p50, ${ms(modelMs.p95)} p95${first}; a reply has ${words}`,
  )
  const errors = [...Map.groupBy(failed, ({ error }) => error)]
  for (const [error, calls] of errors.slice(0, MOST_ERRORS))
    print(around, `${heading}: no verdict for ${calls.length} of ${report.calls}: ${error}`)
}

/** In the callers' words. */
export function printMistakes({ heading, report }: Column, around: Surroundings): void {
  print(around, '', `── ${heading}: ${report.mistakes.length} mistakes ──`)
  for (const mistake of report.mistakes) print(around, ...linesOf(mistake))
  for (const { said, error } of report.failed) print(around, `! ${error}: ${said.join(' ⏎ ')}`)
}

export function print(around: Surroundings, ...lines: string[]): void {
  for (const line of lines) printLine(around, indentedForTerminal(line))
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function linesOf({ said, voice, expected, given, reply, reasons }: Mistake): string[] {
  const by = voice === undefined ? '' : ` (${voice})`
  const why = reasons.length > 0 ? ` [${reasons.join('; ')}]` : ''
  return [`✗ ${given} instead of ${expected}${by}: ${said.join(' ⏎ ')}`, `    → ${reply}${why}`]
}

function inWords({ count, of, share, low, high }: Rate): string {
  if (of === 0) return '–'
  return `${percent(share)}  ${count} of ${of}  (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`
}

function ofAll({ count, of }: Rate): string {
  return of === 0 ? '–' : `${count} of ${of}`
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
