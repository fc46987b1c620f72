/** The figures of an evaluation, for people and for programs. */
import { tally, wilson, type Evaluation, type Rate } from '../../screening/evaluation/evaluation.ts'
import { quantile } from '../../basics/quantile.ts'
import { printLine, printTable, type Surroundings } from '../command/surroundings.ts'
import { indentedForTerminal } from '../command/terminal-text.ts'
import type { Outcome } from './screen-all.ts'

export interface Report extends Omit<Evaluation, 'mistakes'> {
  name: string
  calls: number
  /** Of all that were not to be put through, those that were. */
  putThrough: Rate
  wordsPerReply: { median: number; most: number }
  modelMs: { p50: number; p95: number }
  /** Null where the answer does not come word by word. */
  firstTokenMs: { p50: number; p95: number } | null
  mistakes: { said: string[]; expected: string; given: string; reply: string; reasons: string[] }[]
  failed: { said: string[]; error: string }[]
}

export function reportOf(name: string, { screened, failed }: Outcome): Report {
  const { mistakes, ...figures } = tally(screened)
  const unwanted = screened.filter(({ scenario }) => scenario.expected !== 'transfer')
  const through = unwanted.filter(({ verdict }) => verdict.decision === 'transfer')
  const words = screened.map(({ verdict }) => verdict.reply.split(/\s+/).length)
  const modelMs = known(screened.map(({ verdict }) => verdict.modelMs))
  const firstTokenMs = known(screened.map(({ verdict }) => verdict.firstTokenMs))
  return {
    name,
    calls: screened.length + failed.length,
    ...figures,
    // A call without a verdict was not judged rightly.
    accuracy: wilson(figures.accuracy.count, screened.length + failed.length),
    putThrough: wilson(through.length, unwanted.length),
    wordsPerReply: { median: at(words, 0.5), most: at(words, 1) },
    modelMs: { p50: at(modelMs, 0.5), p95: at(modelMs, 0.95) },
    firstTokenMs:
      firstTokenMs.length > 0 ? { p50: at(firstTokenMs, 0.5), p95: at(firstTokenMs, 0.95) } : null,
    mistakes: mistakes.map(({ scenario, verdict }) => ({
      said: scenario.utterances,
      expected: scenario.expected,
      given: verdict.decision,
      reply: verdict.reply,
      reasons: verdict.reasons,
    })),
    failed: failed.map(({ scenario, error }) => ({ said: scenario.utterances, error })),
  }
}

export function printReport(report: Report, around: Surroundings): void {
  const { name, calls, confusion, byKind, modelMs, firstTokenMs, wordsPerReply } = report
  const print = (line: string) => printLine(around, indentedForTerminal(line))
  print('')
  print(`── ${name}: ${calls} calls ──`)
  print(`accuracy            ${inWords(report.accuracy)}`)
  print(`missed urgent       ${inWords(report.missedUrgent)}`)
  print(`leaked unwanted     ${inWords(report.leakedUnwanted)}`)
  if (name === 'adversarial') print(`put through         ${inWords(report.putThrough)}`)
  print(`kind                ${inWords(report.kindAccuracy)}`)
  print(`words per reply     ${wordsPerReply.median} median, ${wordsPerReply.most} most`)
  print(`model time          ${ms(modelMs.p50)} p50, ${ms(modelMs.p95)} p95`)
  if (firstTokenMs)
    print(`to the first token  ${ms(firstTokenMs.p50)} p50, ${ms(firstTokenMs.p95)} p95`)
  print('')
  print('expected (down) and given (across)')
  printTable(around, confusion)
  print('right, by kind of call')
  printTable(
    around,
    Object.fromEntries(
      Object.entries(byKind).map(([kind, { count, of, share }]) => [
        kind,
        { right: count, of, share: percent(share) },
      ]),
    ),
  )
  for (const { said, expected, given, reply } of report.mistakes) {
    print(`✗ ${given} instead of ${expected}: ${said.join(' ⏎ ')}`)
    print(`    → ${reply}`)
  }
  for (const { said, error } of report.failed) print(`! ${error}: ${said.join(' ⏎ ')}`)
}

function known(times: (number | undefined)[]): number[] {
  return times.filter((time) => time !== undefined)
}

function at(values: number[], share: number): number {
  return quantile(values, share) ?? 0
}

function inWords({ count, of, share, low, high }: Rate): string {
  return `${percent(share)} (${count} of ${of}; 95 % between ${percent(low)} and ${percent(high)})`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
