/** `npm run replay`: logged calls through today's flow, to see what a change would do to them. */
import { flows } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { ConfigError, readConfig, type Config } from '../../settings/config.ts'
import { CallFileError } from '../../replay/call-file.ts'
import { UnknownPortError } from '../../replay/pseudonymous-call.ts'
import { replayToday, type Today } from '../../replay/replay-today.ts'
import { readSecrets } from '../../settings/secrets/secrets.ts'
import { UsageError } from '../call/options.ts'
import { withCalls, type Calls } from './calls.ts'
import { readReplayOptions, REPLAY_HELP, type ReplayOptions } from './options.ts'
import { createProgress } from './progress.ts'
import { createSummary, jsonOf, printSummary } from './report.ts'
import { toJson } from '../command/terminal-text.ts'

/** Gives the exit code. */
export async function replay(args: string[]): Promise<number> {
  try {
    const options = readReplayOptions(args)
    if (options.help) {
      console.log(REPLAY_HELP)
      return 0
    }
    const config = await settings()
    const today = {
      flows,
      limits: config.limits,
      speech: speechIn(config.language, config.ownerName),
    }
    return await withCalls(options, config, (calls) => {
      if (options.screener !== undefined) return compareScreeners(calls, options, today)
      if (options.export !== undefined) return exportAll(calls, options, config, today)
      return compare(calls, options, today)
    })
  } catch (error) {
    const kinds = [UsageError, ConfigError, CallFileError, UnknownPortError]
    const known = kinds.some((kind) => error instanceof kind)
    const { message, code, name } = error as Error & { code?: string }
    const isNamed = ['OpenDatabaseError', 'ReachDatabaseError'].includes(name)
    if (!known && !isNamed && code !== 'ENOENT' && code !== 'EEXIST') throw error
    console.error(`${message}\nSee npm run replay -- --help`)
    return 2
  }
}

async function compare(calls: Calls, { json }: ReplayOptions, today: Today): Promise<number> {
  const began = performance.now()
  const progress = createProgress('calls', calls.total)
  const summary = createSummary()
  const results: ReturnType<typeof jsonOf>[] = []
  for await (const page of calls.each()) {
    for (const call of page) {
      const result = { call, replay: replayToday(call, today) }
      summary.add(result)
      if (json) results.push(jsonOf(result))
      else if (calls.total === 1) summary.shown[0] ??= result
    }
    progress.advance(page.length)
  }
  progress.end()
  if (json) console.log(toJson(results, 2))
  else printSummary(summary, (performance.now() - began) / 1000)
  const { identical, empty } = summary.outcomes
  return summary.calls === identical + empty ? 0 : 1
}

async function compareScreeners(
  calls: Calls,
  { screener = '', concurrency, json }: ReplayOptions,
  today: Today,
): Promise<number> {
  const { judgeNamed } = await import('../evaluate/named-screener.ts')
  const { askAgain } = await import('./ask-again.ts')
  const { isChanged, printScreenings, screeningsJson } = await import('./screener-report.ts')
  const judge = await judgeNamed(screener)
  const asked = await askAgain(calls, { judge, concurrency, today })
  if (json) console.log(toJson(screeningsJson(screener, asked), 2))
  else printScreenings(screener, asked)
  return asked.some(isChanged) ? 1 : 0
}

async function exportAll(
  calls: Calls,
  { export: path = '', keepWords }: ReplayOptions,
  { ownerName }: Config,
  today: Today,
): Promise<number> {
  const { exportCalls } = await import('./export.ts')
  for (const file of await exportCalls(calls, { path, keepWords, ownerName, today }))
    console.log(file)
  return 0
}

/** Of a server that takes no calls: production's demands on its settings are not ours. */
async function settings(): Promise<Config> {
  const { env } = await readSecrets(process.env)
  return readConfig({ ...env, NODE_ENV: '', WEBSITE_SITE_NAME: '' })
}
