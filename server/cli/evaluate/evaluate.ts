/** `npm run evaluate`: how often a screener is right on labelled calls, and how often it is fooled. */
import type { Scenario } from '../../screening/evaluation/evaluation.ts'
import { readScenarioFile } from '../../screening/evaluation/scenario-file.ts'
import { createCommand } from '../command/command.ts'
import { withFile } from '../command/files.ts'
import { wholeNumber } from '../command/option-values.ts'
import { printJson } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { judgeNamed } from './named-screener.ts'
import { printReport, reportOf } from './report.ts'
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

/** Ends with 1 below the threshold. */
export const evaluate = createCommand({
  name: 'evaluate',
  help: HELP,
  options: {
    screener: { type: 'string', default: 'offline' },
    file: { type: 'string' },
    concurrency: { type: 'string', default: '8' },
    threshold: { type: 'string', default: '0.88' },
    json: { type: 'boolean', default: false },
  },
  takesWords: false,
  async run({ values }, around) {
    const concurrency = wholeNumber('concurrency', values.concurrency, 1, 200)
    const threshold = readShare(values.threshold)
    const judge = await judgeNamed(values.screener, around)
    const reports = []
    for (const { name, scenarios } of await scenarioSets(values.file)) {
      const report = reportOf(
        name,
        await screenAll(scenarios, judge, { concurrency, name, around }),
      )
      reports.push(report)
      if (!values.json) printReport(report, around)
    }
    if (values.json) printJson(around, reports)
    const isEnough = reports.every(
      ({ name, accuracy }) => name === 'adversarial' || accuracy.share >= threshold,
    )
    if (isEnough) return 0
    around.errors.write(`Below the threshold of ${threshold}\n`)
    return 1
  },
})

function readShare(written: string): number {
  const share = Number(written)
  if (/^\d*\.?\d+$/.test(written) && share <= 1) return share
  throw new UsageError(`--threshold ${written}: give a share from 0 to 1`)
}

async function scenarioSets(
  file: string | undefined,
): Promise<{ name: string; scenarios: Scenario[] }[]> {
  if (file !== undefined) return [{ name: file, scenarios: await scenariosIn(file) }]
  const ours = await scenariosIn('prompts/scenarios.jsonl')
  const of = (set: string) => ours.filter((scenario) => scenario.set === set)
  return [
    { name: 'learned from', scenarios: of('tune') },
    { name: 'kept aside', scenarios: of('aside') },
    { name: 'adversarial', scenarios: await scenariosIn('prompts/adversarial.jsonl') },
  ]
}

/** Throws `UsageError` or `ScenarioFileError`. */
function scenariosIn(file: string): Promise<Scenario[]> {
  return withFile(file, 'read', () => readScenarioFile(file))
}
