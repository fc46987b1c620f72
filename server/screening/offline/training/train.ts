/** Fits the weights of the screener to labelled calls. */
import { CALL_KINDS } from '../../../../machines/ports.ts'
import type { Scenario } from '../../evaluation.ts'
import type { Seen } from '../features.ts'
import { DECISIONS, type Model, type Weights } from '../model.ts'
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

export function train(examples: readonly Example[]): Weights {
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
  return {
    decision: modelOf(DECISIONS, decisions, index),
    kind: modelOf(CALL_KINDS, kinds, index),
  }
}

function modelOf(labels: readonly string[], samples: Sample[], index: Map<string, number>): Model {
  const size = labels.length
  const fitted = fitSoftmax(samples, { classes: size, features: index.size, l2: L2 })
  const rows = [...index].map(([name, at]): [string, number[]] => [
    name,
    Array.from(fitted.subarray(at * size, (at + 1) * size), (weight) => Number(weight.toFixed(2))),
  ])
  return { labels, weights: Object.fromEntries(rows) }
}
