/** Two screeners, or one with two prompts, on the same calls: whose verdict changed, and for the better? */
import { isRight, type Scenario, type Screened } from '../../screening/evaluation/evaluation.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { print } from './print-report.ts'
import type { Outcome } from './screen-all.ts'

/** A call that the two take to different ends; null where one had no verdict. */
export interface Change {
  scenario: Scenario
  one: Screened | null
  other: Screened | null
}

export interface Comparison {
  /** Of the calls that only one of them got right, whose they are. */
  onlyOne: number
  onlyOther: number
  /** How often two that are equally good would differ at least so much. */
  byChance: number
  changed: Change[]
}

export function compare(scenarios: readonly Scenario[], one: Outcome, other: Outcome): Comparison {
  const [ofOne, ofOther] = [byScenario(one), byScenario(other)]
  const changed = scenarios
    .map((scenario) => ({
      scenario,
      one: ofOne.get(scenario) ?? null,
      other: ofOther.get(scenario) ?? null,
    }))
    .filter((pair) => pair.one?.verdict.decision !== pair.other?.verdict.decision)
  const right = (call: Screened | null) => call !== null && isRight(call)
  const onlyOne = changed.filter((pair) => right(pair.one) && !right(pair.other)).length
  const onlyOther = changed.filter((pair) => right(pair.other) && !right(pair.one)).length
  return { onlyOne, onlyOther, byChance: signTest(onlyOne, onlyOther), changed }
}

/** Without --mistakes only the first of them. */
const MOST_CHANGES = 8

export function printComparison(
  { onlyOne, onlyOther, byChance, changed }: Comparison,
  names: { one: string; other: string; set: string; all: boolean },
  around: Surroundings,
): void {
  const { one, other, set, all } = names
  const chance = byChance < 0.001 ? 'less than 0.1' : (byChance * 100).toFixed(1)
  print(
    around,
    '',
    `${set}: ${changed.length} calls end otherwise; ${one} alone is right on ${onlyOne}, ${other} alone on ${onlyOther}`,
    ...(onlyOne + onlyOther > 0 ? [`  (chance alone parts two so far in ${chance} %)`] : []),
  )
  const shown = all ? changed : changed.slice(0, MOST_CHANGES)
  for (const change of shown) {
    const { utterances, expected, voice } = change.scenario
    const by = voice === undefined ? '' : ` (${voice})`
    const [is, was] = [endOf(change.one), endOf(change.other)]
    print(around, `  ${mark(change)} ${was} → ${is}, right is ${expected}${by}`)
    print(around, `      ${utterances.join(' ⏎ ')}`)
  }
  const more = changed.length - shown.length
  if (more > 0) print(around, `  and ${more} more: --mistakes shows them all`)
}

function mark({ one, other }: Change): string {
  const [is, was] = [one && isRight(one), other && isRight(other)]
  return is === was ? '·' : is ? '✓' : '✗'
}

function endOf(call: Screened | null): string {
  return call?.verdict.decision ?? 'none'
}

function byScenario({ screened }: Outcome): Map<Scenario, Screened> {
  return new Map(screened.map((one) => [one.scenario, one]))
}

/** Two-sided and exact: https://en.wikipedia.org/wiki/Sign_test */
function signTest(wins: number, losses: number): number {
  const of = wins + losses
  // In logarithms, as a thousandth power of a half is no number any more.
  let log = of * Math.log(0.5)
  let tail = 0
  for (let k = 0; k <= Math.min(wins, losses); k++) {
    tail += Math.exp(log)
    log += Math.log((of - k) / (k + 1))
  }
  return Math.min(1, 2 * tail)
}
