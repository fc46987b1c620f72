/**
 * Trains the weights of the offline screener from prompts/scenarios.jsonl: `npm run train`.
 * Only lines of the set `tune` are learned from. Prints what cross-validation says of the outcome.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Evaluation, Rate } from '../evaluation/evaluation.ts'
import { createFeatures } from '../offline/features.ts'
import { indexOfText } from '../offline/text-index.ts'
import { loadVectors } from '../offline/vectors.ts'
import { crossValidate } from './cross-validate.ts'
import { readScenarios } from './dataset.ts'
import { exampleOf, train } from './train.ts'

const FOLDS = 5

const HELP = `Usage: npm run train
Learns the weights of the offline screener anew, from the lines of the set tune in
prompts/scenarios.jsonl, and writes them to server/screening/offline. It takes some seconds, and
prints what cross-validation says of the outcome; npm run evaluate then says it of calls kept aside.

  --help   prints this, and learns nothing

Exit codes: 0 done, 1 a file could not be read or written, 2 wrong usage.`

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const told = wishIn(args)
  if (told !== null) return told
  try {
    learn()
    return 0
  } catch (error) {
    const { message, path } = error as NodeJS.ErrnoException
    console.error(`Nothing was learned. ${path ?? 'prompts/scenarios.jsonl'}: ${message}`)
    return 1
  }
}

/** The exit code where there is nothing to do but to tell; null where it is to learn. */
function wishIn(args: string[]): number | null {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } })
    if (!values.help) return null
    console.log(HELP)
    return 0
  } catch (error) {
    const [what] = (error as Error).message.split('. ')
    console.error(`${what}\nSee npm run train -- --help`)
    return 2
  }
}

function learn(): void {
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
}

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
