/** `npm run replay`: logged calls through today's flow, to see what a change would do to them. */
import { flows } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { replayToday, type Today } from '../../replay/replay-today.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { createCommand } from '../command/command.ts'
import { startProgress } from '../command/progress.ts'
import { readSettings } from '../command/settings.ts'
import { printJson, printLine, type Surroundings } from '../command/surroundings.ts'
import { timeZoneOf } from '../command/time-zone.ts'
import { withCalls, type Calls } from './calls.ts'
import { readReplayOptions, REPLAY_HELP, REPLAY_OPTIONS, type ReplayOptions } from './options.ts'
import { createSummary, jsonOf, printSummary, type Result } from './report.ts'

/** Ends with 1 where something is different. */
export const replay = createCommand({
  name: 'replay',
  help: REPLAY_HELP,
  options: REPLAY_OPTIONS,
  takesWords: true,
  async run(given, around) {
    const options = readReplayOptions(given, {
      now: new Date(),
      zone: timeZoneOf(around.env),
    })
    const { env } = await readSecrets(around.env)
    const config = readSettings(env)
    const speech = speechIn(config.language, config.ownerName)
    const today = { flows, limits: config.limits, speech }
    return withCalls(options, config, (calls) => {
      if (options.screener !== undefined) return compareScreeners(calls, options, today, around)
      if (options.export !== undefined)
        return exportAll(calls, options, config.ownerName, today, around)
      return compare(calls, options, today, around)
    })
  },
})

async function compare(
  calls: Calls,
  { json }: ReplayOptions,
  today: Today,
  around: Surroundings,
): Promise<number> {
  const began = performance.now()
  const summary = createSummary()
  const results: ReturnType<typeof jsonOf>[] = []
  await replayEach(calls, today, around, (result) => {
    summary.add(result)
    if (json) results.push(jsonOf(result))
    else if (calls.total === 1) summary.shown[0] ??= result
  })
  if (json) printJson(around, results)
  else printSummary(summary, (performance.now() - began) / 1000, around)
  const { identical, empty } = summary.results
  return summary.calls === identical + empty ? 0 : 1
}

async function replayEach(
  calls: Calls,
  today: Today,
  around: Surroundings,
  take: (result: Result) => void,
): Promise<void> {
  using progress = await startProgress(around, 'calls', calls.total)
  for await (const page of calls.each())
    for (const call of page) {
      take({ call, replay: replayToday(call, today) })
      await progress.advance()
    }
}

async function compareScreeners(
  calls: Calls,
  { screener = '', concurrency, json }: ReplayOptions,
  today: Today,
  around: Surroundings,
): Promise<number> {
  const { judgeNamed } = await import('../evaluate/named-screener.ts')
  const { askAgain } = await import('./ask-again.ts')
  const { isChanged, printScreenings, screeningsJson } = await import('./screener-report.ts')
  const judge = await judgeNamed(screener, around)
  const asked = await askAgain(calls, { judge, concurrency, today, around })
  if (json) printJson(around, screeningsJson(screener, asked))
  else printScreenings(screener, asked, around)
  return asked.some(isChanged) ? 1 : 0
}

async function exportAll(
  calls: Calls,
  { export: path = '', keepWords }: ReplayOptions,
  ownerName: string,
  today: Today,
  around: Surroundings,
): Promise<number> {
  const { exportCalls } = await import('./export.ts')
  for (const file of await exportCalls(calls, { path, keepWords, ownerName, today }))
    printLine(around, file)
  return 0
}
