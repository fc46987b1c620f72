/** Scores any screener against labelled calls: what it got right, missed and let through. */
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { CallKind, Verdict } from '../../../machines/verdict.ts'

export type Decision = Verdict['decision']

/** A labelled call, as a line of prompts/scenarios.jsonl. */
export interface Scenario {
  /** What the caller says, one entry per turn. */
  utterances: string[]
  expected: Decision
  kind: CallKind
  /** `tune` may be learned from; `aside` is only ever scored. */
  set: string
}

export interface Screened {
  scenario: Scenario
  verdict: Verdict
}

/** A share with the bounds of its 95 % Wilson interval. */
export interface Rate {
  count: number
  of: number
  share: number
  low: number
  high: number
}

export interface Evaluation {
  accuracy: Rate
  /** By expected, then by given decision. */
  confusion: Record<Decision, Record<Decision, number>>
  /** Of the calls to be put through, those that were ended. */
  missedUrgent: Rate
  /** Of the calls to be ended, those that were put through. */
  leakedUnwanted: Rate
  /** Of all calls, those whose kind was guessed as labelled. */
  kindAccuracy: Rate
  byKind: Partial<Record<CallKind, Rate>>
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

/** One call after the other, so that a screener behind a rate limit is not flooded. */
export async function evaluate(
  scenarios: readonly Scenario[],
  screen: (input: ScreeningInput) => Verdict | Promise<Verdict>,
): Promise<Evaluation> {
  const screened: Screened[] = []
  for (const scenario of scenarios) {
    screened.push({ scenario, verdict: await screen(inputOf(scenario)) })
  }
  return tally(screened)
}

export function tally(screened: readonly Screened[]): Evaluation {
  const confusion = { transfer: row(), end: row(), ask: row() }
  const kinds = new Map<CallKind, { right: number; of: number }>()
  for (const { scenario, verdict } of screened) {
    confusion[scenario.expected][verdict.decision] += 1
    const kind = kinds.get(scenario.kind) ?? { right: 0, of: 0 }
    kinds.set(scenario.kind, {
      right: kind.right + (isRight({ scenario, verdict }) ? 1 : 0),
      of: kind.of + 1,
    })
  }
  const mistakes = screened.filter((one) => !isRight(one))
  const sameKind = screened.filter(({ scenario, verdict }) => scenario.kind === verdict.kind)
  return {
    accuracy: wilson(screened.length - mistakes.length, screened.length),
    confusion,
    missedUrgent: wilson(confusion.transfer.end, sum(confusion.transfer)),
    leakedUnwanted: wilson(confusion.end.transfer, sum(confusion.end)),
    kindAccuracy: wilson(sameKind.length, screened.length),
    byKind: Object.fromEntries(
      [...kinds].map(([kind, { right, of }]) => [kind, wilson(right, of)]),
    ),
    mistakes,
  }
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

function isRight({ scenario, verdict }: Screened): boolean {
  return scenario.expected === verdict.decision
}

function row(): Record<Decision, number> {
  return { transfer: 0, end: 0, ask: 0 }
}

function sum(counts: Record<Decision, number>): number {
  return counts.transfer + counts.end + counts.ask
}
