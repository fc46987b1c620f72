/** `npm run evaluate`: how often a screener is right on labelled calls, and how often it is fooled. */
import { parseArgs } from 'node:util'
import { ConfigError } from '../../settings/config.ts'
import type { Scenario } from '../../screening/evaluation/evaluation.ts'
import { readScenarioFile, ScenarioFileError } from '../../screening/evaluation/scenario-file.ts'
import { UsageError } from '../call/options.ts'
import { printReport, reportOf } from './report.ts'
import { judgeNamed } from './named-screener.ts'
import { screenAll } from './screen-all.ts'

const HELP = `Usage: npm run evaluate -- [options]
Asks a screener about labelled calls and says how often it is right.

  --screener NAME     offline (the default), azure or openai, as set up in the environment or .env
  --file FILE         calls of your own: JSON Lines with "text" or "utterances" (a list), and
                      "expected": transfer, end or ask; "kind" if you like
  --concurrency N     how many calls at a time (8)
  --threshold SHARE   ends with 1 below this accuracy, from 0 to 1 (0.88)
  --json              prints the figures as JSON, mistakes included
  --help              prints this

Without --file: prompts/scenarios.jsonl, the part that was learned from and the part kept aside, and
prompts/adversarial.jsonl. A call to a model costs what your provider asks for it.

Exit codes: 0 good enough, 1 below the threshold or the screener failed, 2 wrong usage.`

/** Gives the exit code. */
export async function evaluateCommand(args: string[]): Promise<number> {
  try {
    const wish = readWish(args)
    if (wish.help) {
      console.log(HELP)
      return 0
    }
    const judge = await judgeNamed(wish.screener)
    const reports = []
    for (const { name, scenarios } of await scenarioSets(wish.file)) {
      const outcome = await screenAll(scenarios, judge, wish.concurrency, name)
      const report = reportOf(name, outcome)
      reports.push(report)
      if (!wish.json) printReport(report)
    }
    if (wish.json) console.log(JSON.stringify(reports, null, 2))
    const enough = reports.every(
      ({ name, accuracy }) => name === 'adversarial' || accuracy.share >= wish.threshold,
    )
    if (!enough) console.error(`Below the threshold of ${wish.threshold}`)
    return enough ? 0 : 1
  } catch (error) {
    const known = [UsageError, ConfigError, ScenarioFileError].some((kind) => error instanceof kind)
    const { message, code } = error as Error & { code?: string }
    if (!known && code !== 'ENOENT') throw error
    console.error(`${message}\nSee npm run evaluate -- --help`)
    return 2
  }
}

function readWish(args: string[]) {
  const options = {
    screener: { type: 'string', default: 'offline' },
    file: { type: 'string' },
    concurrency: { type: 'string', default: '8' },
    threshold: { type: 'string', default: '0.88' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  let values
  try {
    ;({ values } = parseArgs({ args, options }))
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0])
  }
  const concurrency = Number(values.concurrency)
  const threshold = Number(values.threshold)
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 200)
    throw new UsageError('--concurrency is a whole number from 1 to 200')
  if (!(threshold >= 0 && threshold <= 1)) throw new UsageError('--threshold is from 0 to 1')
  return { ...values, concurrency, threshold }
}

async function scenarioSets(
  file: string | undefined,
): Promise<{ name: string; scenarios: Scenario[] }[]> {
  if (file !== undefined) return [{ name: file, scenarios: await readScenarioFile(file) }]
  const ours = await readScenarioFile('prompts/scenarios.jsonl')
  const of = (set: string) => ours.filter((scenario) => scenario.set === set)
  return [
    { name: 'learned from', scenarios: of('tune') },
    { name: 'kept aside', scenarios: of('aside') },
    { name: 'adversarial', scenarios: await readScenarioFile('prompts/adversarial.jsonl') },
  ]
}
