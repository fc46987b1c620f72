/** `npm run evaluate`: whom a screener misses and puts through, on labelled calls asked as a call would. */
import { createCommand } from '../command/command.ts'
import { wholeNumber } from '../command/option-values.ts'
import { readSettings } from '../command/settings.ts'
import { printJson } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { contestants, type Contestant } from './contestants.ts'
import { compare } from './compare.ts'
import { printEvaluation, type Evaluated } from './print-evaluation.ts'
import { reportOf, type Report } from './report.ts'
import { scenarioSets, type ScenarioSet } from './scenario-sets.ts'
import { screenAll, type Outcome, type Pace } from './screen-all.ts'

const HELP = `Usage: npm run evaluate -- [options]
Asks a screener about labelled calls, turn by turn as in a call, and says what their callers would
live through: which urgent ones are ended or asked to no end, and which unwanted ones put through.

  --screener NAME     offline (the default), azure or openai, as set up in the environment or .env
  --against OTHER     the same calls through a second one, side by side, with those that change: the
                      name of a screener, or a file with another prompt for this one, as text with
                      OWNER and LANGUAGE or in the shape of prompts/concierge.ts
  --set NAME          only these calls: aside, tune, adversarial, or what the lines of --file name;
                      corrected: calls that you corrected, from --file
  --file FILE         calls of your own: JSON Lines with "text" or "utterances" (a list, one for each
                      turn) and "expected": transfer, end or ask; if you like "kind", "set", "voice",
                      "language", and the same "pair" for calls that differ in one fact
  --learned           also the calls that were learned from, last
  --mistakes          every mistake in the caller's words
  --concurrency N     how many calls at a time (8)
  --threshold SHARE   ends with 1 below this accuracy, from 0 to 1 (0.88)
  --json              prints the figures as JSON, mistakes included
  --help              prints this

Without --file and --set: the calls of prompts/scenarios.jsonl that nothing was learned from, those of
new writers by themselves, and the attempts of prompts/adversarial.jsonl. Bounds are those of 95 %. A
call to a model costs what your provider asks for it; a call is as many as it has turns.

Exit codes: 0 good enough, 1 below the threshold, fooled, or the screener failed, 2 wrong usage.`

/** Ends with 1 below the threshold, and where an attempt is put through. */
export const evaluate = createCommand({
  name: 'evaluate',
  help: HELP,
  options: {
    screener: { type: 'string', default: 'offline' },
    against: { type: 'string' },
    set: { type: 'string' },
    file: { type: 'string' },
    learned: { type: 'boolean', default: false },
    mistakes: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: '8' },
    threshold: { type: 'string', default: '0.88' },
    json: { type: 'boolean', default: false },
  },
  takesWords: false,
  async run({ values }, around) {
    const concurrency = wholeNumber('concurrency', values.concurrency, 1, 200)
    const threshold = readShare(values.threshold)
    if (values.learned && (values.set !== undefined || values.file !== undefined))
      throw new UsageError('--learned goes with neither --set nor --file: --set tune gives those')
    const { limits } = readSettings(around.env)
    const sets = await scenarioSets(values)
    const judged = await contestants(values.screener, values.against, around)
    const evaluated: Evaluated[] = []
    for (const set of sets)
      evaluated.push(await evaluateSet(set, judged, { limits, concurrency, around }))
    const names = judged.map(({ name }) => name)
    if (values.json) printJson(around, asJson(names, evaluated))
    else printEvaluation(names, evaluated, { ...limits, mistakes: values.mistakes, around })
    const short = evaluated.flatMap(({ set, reports: [report] }) =>
      isGood(report!, threshold) ? [] : shortfall(set.name, report!, threshold),
    )
    for (const told of short) around.errors.write(`${told}\n`)
    return short.length > 0 ? 1 : 0
  },
})

async function evaluateSet(
  set: ScenarioSet,
  judged: readonly Contestant[],
  pace: Omit<Pace, 'name'>,
): Promise<Evaluated> {
  const outcomes: Outcome[] = []
  for (const { name, judge } of judged)
    outcomes.push(await screenAll(set.scenarios, judge, { ...pace, name: `${name}, ${set.name}` }))
  const [one, other] = outcomes
  return {
    set,
    reports: outcomes.map((outcome) => reportOf(set, outcome)),
    comparison: one && other ? compare(set.scenarios, one, other) : null,
  }
}

function isGood({ holds, accuracy, putThrough }: Report, threshold: number): boolean {
  return holds === 'attempts' ? putThrough.count === 0 : accuracy.share >= threshold
}

function shortfall(name: string, { holds, accuracy, putThrough }: Report, threshold: number) {
  return holds === 'attempts'
    ? `${name}: ${putThrough.count} put through, none may be`
    : `${name}: ${accuracy.share.toFixed(2)} right, below the threshold of ${threshold}`
}

/** Reports alone where nothing is compared. */
function asJson(names: string[], evaluated: Evaluated[]): unknown {
  if (names.length === 1) return evaluated.flatMap(({ reports }) => reports)
  return evaluated.map(({ set, reports: [report, against], comparison }) => ({
    name: set.name,
    screener: names[0],
    against: names[1],
    report,
    reportAgainst: against,
    ...comparison,
  }))
}

function readShare(written: string): number {
  const share = Number(written)
  if (/^\d*\.?\d+$/.test(written) && share <= 1) return share
  throw new UsageError(`--threshold ${written}: give a share from 0 to 1`)
}
