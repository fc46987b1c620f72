/**
 * Trains the weights of the offline screener from prompts/scenarios.jsonl: `npm run train`.
 * Only lines of the set `tune` are learned from.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Rate } from '../evaluation/evaluation.ts'
import { createFeatures } from '../offline/features.ts'
import { indexOfText } from '../offline/text-index.ts'
import { loadVectors } from '../offline/vectors.ts'
import { crossValidate } from './cross-validate.ts'
import { readScenarios } from './dataset.ts'
import { exampleOf, train, type Example } from './train.ts'

const FOLDS = 5

const HELP = `Usage: npm run train -- [options]
Learns the weights of the offline screener anew, from the lines of the set tune in
prompts/scenarios.jsonl, and writes them to server/screening/offline. It takes about a minute;
npm run evaluate then says how good they are on calls kept aside.

  --check  learns ${FOLDS} times without a fifth of the voices and scores those: some minutes;
           writes nothing
  --curve  the same with a quarter, a half and three quarters of the other voices; writes nothing
  --help   prints this, and learns nothing

Exit codes: 0 done, 1 a file could not be read or written, 2 wrong usage.`

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  const wish = wishIn(args)
  if (typeof wish === 'number') return wish
  try {
    const examples = examplesToLearnFrom()
    if (wish.check) report(`${FOLDS} times without a fifth of the voices`, examples, 1)
    if (wish.curve) {
      for (const share of [0.25, 0.5, 0.75, 1])
        report(`with ${100 * share} % of the voices`, examples, share)
    }
    if (!wish.check && !wish.curve) learn(examples)
    return 0
  } catch (error) {
    const { message, path } = error as NodeJS.ErrnoException
    console.error(`Nothing was learned. ${path ?? 'prompts/scenarios.jsonl'}: ${message}`)
    return 1
  }
}

/** The exit code where there is nothing to do but to tell. */
function wishIn(args: string[]): number | { check: boolean; curve: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        check: { type: 'boolean', default: false },
        curve: { type: 'boolean', default: false },
      },
    })
    if (!values.help) return values
    console.log(HELP)
    return 0
  } catch (error) {
    const [what] = (error as Error).message.split('. ')
    console.error(`${what}\nSee npm run train -- --help`)
    return 2
  }
}

function examplesToLearnFrom(): Example[] {
  const scenarios = readScenarios(new URL('../../../prompts/scenarios.jsonl', import.meta.url))
  const see = createFeatures(loadVectors())
  return scenarios.filter(({ set }) => set === 'tune').map((scenario) => exampleOf(scenario, see))
}

function learn(examples: Example[]): void {
  const { names, table } = train(examples)
  const features = Buffer.from(names.join('\n'))
  writeFileSync(new URL('../offline/features.txt', import.meta.url), features)
  writeFileSync(new URL('../offline/features.index', import.meta.url), indexOfText(features))
  writeFileSync(new URL('../offline/weights.bin', import.meta.url), table)
  console.log(`weights.bin: ${names.length} features, of ${examples.length} calls`)
}

function report(title: string, examples: Example[], share: number): void {
  const { accuracy, missedUrgent, leakedUnwanted, kindAccuracy, confusion } = crossValidate(
    examples,
    { folds: FOLDS, share },
  )
  console.log(title)
  console.log(`  right            ${shown(accuracy)}`)
  console.log(`  urgent ended     ${shown(missedUrgent)}`)
  console.log(`  leaked unwanted  ${shown(leakedUnwanted)}`)
  console.log(`  kind             ${shown(kindAccuracy)}`)
  console.table(confusion)
}

function shown({ count, of, share, low, high }: Rate): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  return `${percent(share)} (${count}/${of}; ${percent(low)} to ${percent(high)})`
}
