/** Fits the weights of the screener to labelled calls. */
import { CALL_KINDS } from '../../../machines/verdict.ts'
import type { Scenario } from '../evaluation/evaluation.ts'
import type { Seen } from '../offline/features.ts'
import { DECISIONS, STEP_OF_WEIGHT, type Weights } from '../offline/model.ts'
import { numberFeatures, sampleOf } from './dataset.ts'
import { fitSoftmax, type Sample } from './softmax.ts'

/** Chosen by cross-validation. A feature counts if it is seen in at least `LEAST` calls. */
const L2 = 0.5
const LEAST = 3
/** A call that went on was open by its first words alone: a guess, so it weighs less. */
const FIRST_WORDS = 0.7

export interface Example {
  scenario: Scenario
  whole: Seen
  /** The first utterance alone, where there are more. */
  first: Seen | null
}

export function exampleOf(scenario: Scenario, see: (utterances: string[]) => Seen): Example {
  const { utterances } = scenario
  const first = utterances.length > 1 ? see(utterances.slice(0, 1)) : null
  return { scenario, whole: see(utterances), first }
}

export interface Trained extends Weights {
  /** Of the rows. */
  names: string[]
}

export function train(examples: readonly Example[]): Trained {
  const index = numberFeatures(
    examples.map(({ whole }) => whole.features),
    LEAST,
  )
  const decisions: Sample[] = []
  const kinds: Sample[] = []
  for (const { scenario, whole, first } of examples) {
    const { expected, kind, utterances } = scenario
    kinds.push(sampleOf(whole.features, index, CALL_KINDS.indexOf(kind)))
    // Whoever was asked has to be decided on; the open ones teach only by their first words.
    if (expected !== 'ask' || utterances.length === 1) {
      decisions.push(sampleOf(whole.features, index, DECISIONS.indexOf(expected)))
    }
    if (first) {
      decisions.push(sampleOf(first.features, index, DECISIONS.indexOf('ask'), FIRST_WORDS))
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

function fitted(samples: Sample[], classes: number, features: number): Float64Array {
  return fitSoftmax(samples, { classes, features, l2: L2 })
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
