/** Fits the weights of the screener to labelled calls. */
import { CALL_KINDS } from '../../../machines/verdict.ts'
import type { Seen } from '../offline/features.ts'
import { DECISIONS, STEP_OF_WEIGHT, type Weights } from '../offline/model.ts'
import { fitSoftmax, type Sample } from './adagrad.ts'
import { numberFeatures, sampleOf, type Scenario } from './dataset.ts'

/** Chosen by cross-validation. A feature counts if it is seen in at least `LEAST` calls. */
const LEAST = 3
/** A call that went on was open by its first turns alone: a guess, so it weighs less. */
const GOING_ON = 0.5

export interface Example {
  scenario: Scenario
  /** After each turn, what was seen of all turns up to it. */
  turns: Seen[]
}

export function exampleOf(scenario: Scenario, see: (utterances: string[]) => Seen): Example {
  const { utterances } = scenario
  return { scenario, turns: utterances.map((_, i) => see(utterances.slice(0, i + 1))) }
}

export interface Trained extends Weights {
  /** Of the rows. */
  names: string[]
}

export function train(examples: readonly Example[]): Trained {
  const index = numberFeatures(
    examples.map(({ turns }) => turns.at(-1)!.features),
    LEAST,
  )
  const decisions: Sample[] = []
  const kinds: Sample[] = []
  for (const { scenario, turns } of examples) {
    const { expected, kind } = scenario
    const whole = turns.at(-1)!
    if (whole.turns === 0) continue
    kinds.push(sampleOf(whole.features, index, CALL_KINDS.indexOf(kind)))
    decisions.push(sampleOf(whole.features, index, DECISIONS.indexOf(expected)))
    for (const seen of goingOn(turns)) {
      decisions.push(sampleOf(seen.features, index, DECISIONS.indexOf('ask'), GOING_ON))
    }
  }
  const models = [
    fitted(decisions, DECISIONS.length, index.size),
    fitted(kinds, CALL_KINDS.length, index.size),
  ]
  return {
    names: [...index.keys()],
    rowOf: (name) => index.get(name) ?? -1,
    table: sideBySide(models, index.size),
  }
}

/** What was seen before the last fact was told, where something was. */
function goingOn(turns: Seen[]): Seen[] {
  const all = turns.at(-1)!.turns
  return turns.filter((seen, i) => !seen.endsEmpty && seen.turns < all && i < turns.length - 1)
}

function fitted(samples: Sample[], classes: number, features: number): Float64Array {
  return fitSoftmax(samples, { classes, features })
}

/** One table, a row for each feature, with the columns of one model after those of the other. */
function sideBySide(models: Float64Array[], rows: number): Int16Array {
  const steps: number[] = []
  for (let row = 0; row < rows; row++) {
    for (const weights of models) {
      const columns = weights.length / rows
      for (const weight of weights.subarray(row * columns, (row + 1) * columns)) {
        steps.push(Math.round(weight / STEP_OF_WEIGHT))
      }
    }
  }
  return Int16Array.from(steps)
}
