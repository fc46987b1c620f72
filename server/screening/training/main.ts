/**
 * Trains the weights of the offline screener from prompts/scenarios.jsonl: `npm run train`.
 * Only lines of the set `tune` are learned from. Prints what cross-validation says of the outcome.
 */
import { writeFileSync } from 'node:fs'
import type { Evaluation, Rate } from '../evaluation/evaluation.ts'
import { createFeatures } from '../offline/features.ts'
import { indexOfText } from '../offline/text-index.ts'
import { loadVectors } from '../offline/vectors.ts'
import { crossValidate } from './cross-validate.ts'
import { readScenarios } from './dataset.ts'
import { exampleOf, train } from './train.ts'

const FOLDS = 5

const scenarios = readScenarios(new URL('../../../prompts/scenarios.jsonl', import.meta.url))
const see = createFeatures(loadVectors())
const examples = scenarios
  .filter(({ set }) => set === 'tune')
  .map((scenario) => exampleOf(scenario, see))

report(`${FOLDS}-fold cross-validation`, crossValidate(examples, FOLDS))
const { names, table } = train(examples)
const features = Buffer.from(names.join('\n'))
writeFileSync(new URL('../offline/features.txt', import.meta.url), features)
writeFileSync(new URL('../offline/features.index', import.meta.url), indexOfText(features))
writeFileSync(new URL('../offline/weights.bin', import.meta.url), table)
console.log(`weights.bin: ${names.length} features`)

function report(title: string, evaluation: Evaluation): void {
  const { accuracy, missedUrgent, leakedUnwanted, kindAccuracy, confusion } = evaluation
  console.log(title)
  console.log(`  accuracy         ${shown(accuracy)}`)
  console.log(`  missed urgent    ${shown(missedUrgent)}`)
  console.log(`  leaked unwanted  ${shown(leakedUnwanted)}`)
  console.log(`  kind             ${shown(kindAccuracy)}`)
  console.table(confusion)
}

function shown({ count, of, share, low, high }: Rate): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  return `${percent(share)} (${count}/${of}; ${percent(low)} to ${percent(high)})`
}
