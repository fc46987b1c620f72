/** The figures of an evaluation, for programs and for whoever prints them. */
import { tally, wilson, type Evaluation, type Rate } from '../../screening/evaluation/evaluation.ts'
import { quantile } from '../../basics/quantile.ts'
import type { ScenarioSet } from './scenario-sets.ts'
import type { Outcome } from './screen-all.ts'

export interface Report extends Omit<Evaluation, 'mistakes'> {
  name: string
  holds: ScenarioSet['holds']
  calls: number
  /** Of all that were not to be put through, those that were. */
  putThrough: Rate
  wordsPerReply: { median: number; most: number }
  /** Of one verdict. */
  modelMs: { p50: number; p95: number }
  /** Null where the answer does not come word by word. */
  firstTokenMs: { p50: number; p95: number } | null
  mistakes: Mistake[]
  failed: { said: string[]; error: string }[]
}

export interface Mistake {
  said: string[]
  voice?: string | undefined
  expected: string
  given: string
  /** The last one of the call, and why. */
  reply: string
  reasons: string[]
}

export function reportOf({ name, holds }: ScenarioSet, { screened, failed }: Outcome): Report {
  const { mistakes, ...figures } = tally(screened)
  const unwanted = screened.filter(({ scenario }) => scenario.expected !== 'transfer')
  const through = unwanted.filter(({ verdict }) => verdict.decision === 'transfer')
  const verdicts = screened.flatMap((one) => one.verdicts ?? [])
  const words = verdicts.map(({ reply }) => reply.split(/\s+/).length)
  const modelMs = known(verdicts.map((verdict) => verdict.modelMs))
  const firstTokenMs = known(verdicts.map((verdict) => verdict.firstTokenMs))
  return {
    name,
    holds,
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
      voice: scenario.voice,
      expected: scenario.expected,
      given: verdict.decision,
      reply: verdict.reply,
      reasons: verdict.reasons,
    })),
    failed: failed.map(({ scenario, error }) => ({ said: scenario.utterances, error })),
  }
}

function known(times: (number | undefined)[]): number[] {
  return times.filter((time) => time !== undefined)
}

function at(values: number[], share: number): number {
  return quantile(values, share) ?? 0
}
