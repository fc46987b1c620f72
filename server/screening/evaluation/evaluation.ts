/** Scores any screener against labelled calls: what it got right, missed and let through. */
import type { Limits } from '../../../machines/call.ts'
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { CallKind, Verdict } from '../../../machines/verdict.ts'
import { liveThrough, type Screen } from './live-through.ts'

export type Decision = Verdict['decision']

/** A labelled call, as a line of prompts/scenarios.jsonl. */
export interface Scenario {
  /** What the caller says, one entry per turn. */
  utterances: string[]
  expected: Decision
  kind: CallKind
  /** `tune` may be learned from; `aside` is only ever scored; `corrected` is what the owner would have wanted. */
  set: string
  /** Who wrote it: one way to speak. */
  voice?: string | undefined
  /** The same for calls that differ in one fact. */
  pair?: string | undefined
  /** As in `en`. */
  language?: string | undefined
}

export interface Screened {
  scenario: Scenario
  /** What became of the call: put through, ended or, with `ask`, asked to no end. */
  verdict: Verdict
  /** All of the call, where it was asked turn by turn. */
  verdicts?: readonly Verdict[]
}

/** A share with the bounds of its 95 % Wilson interval. */
export interface Rate {
  count: number
  of: number
  share: number
  low: number
  high: number
}

/** The figures that make a difference to a caller or the owner. */
export interface Score {
  accuracy: Rate
  /** Of the calls to be put through, those that were ended. */
  missedUrgent: Rate
  /** Of the calls to be put through, those that were asked to no end. */
  askedToNoEnd: Rate
  /** Of the calls to be ended, those that were put through. */
  leakedUnwanted: Rate
}

export interface Evaluation extends Score {
  /** By expected, then by given decision. */
  confusion: Record<Decision, Record<Decision, number>>
  /** Of all calls, those whose kind was guessed as labelled. */
  kindAccuracy: Rate
  byKind: Partial<Record<CallKind, Rate>>
  /** Right, of the calls of one turn and of those of several. */
  byTurns: { single: Rate; several: Rate }
  /** Of the pairs that differ in one fact, those of which every call was right. */
  pairs: Rate
  byVoice: Record<string, Score>
  byLanguage: Record<string, Score>
  mistakes: Screened[]
}

/** A call as a screener is told of it: everything said, and a question between two turns. */
export function inputOf({ utterances }: Pick<Scenario, 'utterances'>): ScreeningInput {
  const said: ScreeningInput['said'] = []
  for (const text of utterances) {
    if (said.length > 0)
      said.push({ speaker: 'concierge', text: 'Could you tell me a little more?' })
    said.push({ speaker: 'caller', text })
  }
  return { callSid: crypto.randomUUID(), said, withheld: false, attestation: 'none' }
}

/** One call after the other, so that a screener behind a rate limit is not flooded, each turn by turn. */
export async function evaluate(
  scenarios: readonly Scenario[],
  screen: Screen,
  limits: Pick<Limits, 'maxTurns'> = { maxTurns: 3 },
): Promise<Evaluation> {
  const screened: Screened[] = []
  for (const scenario of scenarios) {
    const verdicts = await liveThrough(scenario.utterances, screen, limits)
    screened.push({ scenario, verdict: verdicts.at(-1)!, verdicts })
  }
  return tally(screened)
}

export function tally(screened: readonly Screened[]): Evaluation {
  const sameKind = screened.filter(({ scenario, verdict }) => scenario.kind === verdict.kind)
  const several = ({ scenario }: Screened) => scenario.utterances.length > 1
  return {
    ...scoreOf(screened),
    confusion: confusionOf(screened),
    kindAccuracy: wilson(sameKind.length, screened.length),
    byKind: mapGroups(screened, 'kind', rightOf),
    byTurns: {
      single: rightOf(screened.filter((one) => !several(one))),
      several: rightOf(screened.filter(several)),
    },
    pairs: pairsIn(screened),
    byVoice: mapGroups(screened, 'voice', scoreOf),
    byLanguage: mapGroups(screened, 'language', scoreOf),
    mistakes: screened.filter((one) => !isRight(one)),
  }
}

/**
 * An unclear call is to be asked about: what is left to say when its caller has nothing to add is the screener's choice,
 * as long as it puts nobody through.
 */
export function isRight({ scenario: { expected }, verdict, verdicts }: Screened): boolean {
  if (expected === verdict.decision) return true
  const wasAsked = verdicts?.some(({ decision }) => decision === 'ask') ?? false
  return expected === 'ask' && verdict.decision === 'end' && wasAsked
}

/** https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval */
export function wilson(count: number, of: number): Rate {
  if (of === 0) return { count, of, share: 0, low: 0, high: 1 }
  const z = 1.96
  const share = count / of
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const middle = share + (z * z) / (2 * of)
  const scale = 1 + (z * z) / of
  return { count, of, share, low: (middle - spread) / scale, high: (middle + spread) / scale }
}

function scoreOf(screened: readonly Screened[]): Score {
  const { transfer, end } = confusionOf(screened)
  return {
    accuracy: rightOf(screened),
    missedUrgent: wilson(transfer.end, sum(transfer)),
    askedToNoEnd: wilson(transfer.ask, sum(transfer)),
    leakedUnwanted: wilson(end.transfer, sum(end)),
  }
}

function confusionOf(screened: readonly Screened[]): Evaluation['confusion'] {
  const confusion = { transfer: row(), end: row(), ask: row() }
  for (const { scenario, verdict } of screened) confusion[scenario.expected][verdict.decision] += 1
  return confusion
}

function rightOf(screened: readonly Screened[]): Rate {
  return wilson(screened.filter(isRight).length, screened.length)
}

/** A call whose other half is not among these is no pair. */
function pairsIn(screened: readonly Screened[]): Rate {
  const pairs = [...groupsOf(screened, 'pair').values()].filter((calls) => calls.length > 1)
  return wilson(pairs.filter((calls) => calls.every(isRight)).length, pairs.length)
}

function mapGroups<Result>(
  screened: readonly Screened[],
  label: 'kind' | 'voice' | 'language',
  map: (group: Screened[]) => Result,
): Record<string, Result> {
  const groups = [...groupsOf(screened, label)]
  return Object.fromEntries(groups.map(([name, group]) => [name, map(group)]))
}

function groupsOf(
  screened: readonly Screened[],
  label: 'kind' | 'voice' | 'language' | 'pair',
): Map<string, Screened[]> {
  const labelled = screened.filter(({ scenario }) => scenario[label] !== undefined)
  return Map.groupBy(labelled, ({ scenario }) => scenario[label]!)
}

function row(): Record<Decision, number> {
  return { transfer: 0, end: 0, ask: 0 }
}

function sum(counts: Record<Decision, number>): number {
  return counts.transfer + counts.end + counts.ask
}
