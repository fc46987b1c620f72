/** What `npm run conversations` can be told. */
import { EXIT_CODES_HELP, parseOptions, SERVER_HELP } from '../command/api-command.ts'
import { UsageError } from '../call/options.ts'
import type { ConversationFilter } from './conversations-api.ts'
import { readMoment } from './moment.ts'

export const CONVERSATIONS_HELP = `Calls and what was said in them.

  npm run conversations                        recent calls, the newest last
  npm run conversations -- --follow            and those to come, word by word, until Ctrl-C
  npm run conversations -- CA… [--journal]     one call; with everything that happened to it
  npm run conversations -- erase CA… [--yes]   forget its words and number

  --every SECONDS   how often --follow looks (1)
  --limit N         how many calls (10); with --follow it may be 0
  --decision WORD   transferred, transferred_exception, completed, ended_no_speech,
                    abandoned or failed
  --caller NUMBER   of this caller
  --q TEXT          in which this was said
  --from TIME       begun then or later: 2026-01-31 or 2026-01-31T18:30, in your local time
  --to TIME         begun before; a day counts whole
  --cursor CURSOR   older calls: next_cursor of an earlier --json
  --yes             erase without asking
${SERVER_HELP}

With --follow, --json prints a call on a line of its own, anew whenever it has changed.

${EXIT_CODES_HELP}
Run it as npm run -s conversations to have nothing but its output.`

const OPTIONS = {
  follow: { type: 'boolean', short: 'f' },
  every: { type: 'string' },
  journal: { type: 'boolean' },
  limit: { type: 'string' },
  decision: { type: 'string' },
  caller: { type: 'string' },
  q: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  cursor: { type: 'string' },
  yes: { type: 'boolean' },
  url: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Option = keyof typeof OPTIONS

const FILTERS = ['decision', 'caller', 'q', 'from', 'limit', 'json'] satisfies Option[]

const TASKS = {
  list: [...FILTERS, 'to', 'cursor'],
  follow: [...FILTERS, 'follow', 'every'],
  show: ['journal', 'json'],
  erase: ['yes', 'json'],
} satisfies Record<string, Option[]>

export interface ConversationsOptions {
  task: keyof typeof TASKS | 'help'
  /** Of the call to show or erase. */
  callSid: string
  filter: ConversationFilter
  limit: number
  intervalMs: number
  cursor: string | undefined
  journal: boolean | undefined
  yes: boolean | undefined
  url: string | undefined
  json: boolean | undefined
}

/** Throws `UsageError`. */
export function readConversationsOptions(args: string[]): ConversationsOptions {
  const { values, positionals } = parseOptions(args, OPTIONS)
  const { help, follow, limit, decision, caller, q, from, to, ...others } = values
  const task = help ? 'help' : taskOf(positionals, follow)
  const { cursor, journal, yes, url, json } = others
  if (task !== 'help') refuseForeign(task, Object.keys(values))
  const filter = { decision, caller, q, from: readMoment('from', from), to: readMoment('to', to) }
  return {
    task,
    filter,
    cursor,
    journal,
    yes,
    url,
    json,
    callSid: task === 'show' || task === 'erase' ? readCallSid(positionals.at(-1)!) : '',
    limit: readLimit(limit, task === 'follow' ? 0 : 1),
    intervalMs: readSeconds(others.every) * 1000,
  }
}

function taskOf(positionals: string[], follow: boolean | undefined): 'list' | keyof typeof TASKS {
  const erases = positionals[0] === 'erase'
  const [callSid, another] = erases ? positionals.slice(1) : positionals
  if (another !== undefined)
    throw new UsageError(`One call at a time: '${another}' is one too many`)
  if (erases && callSid === undefined) throw new UsageError('erase which call? Give its CA…')
  if (erases) return 'erase'
  if (callSid !== undefined) return 'show'
  return follow ? 'follow' : 'list'
}

function refuseForeign(task: keyof typeof TASKS, given: string[]): void {
  const known = new Set<string>(['url', ...TASKS[task]])
  const foreign = given.find((option) => !known.has(option))
  if (foreign === undefined) return
  const goesWith = { list: 'a list', follow: '--follow', show: 'one call', erase: 'erase' }[task]
  throw new UsageError(`--${foreign} does not go with ${goesWith}`)
}

function readCallSid(word: string): string {
  if (/^CA\w+$/.test(word)) return word
  throw new UsageError(`'${word}' is no call: give its CA…, as the list has it`)
}

function readSeconds(written: string | undefined): number {
  if (written === undefined) return 1
  const seconds = Number(written)
  if (/^\d+(\.\d+)?$/.test(written) && seconds >= 0.1 && seconds <= 3600) return seconds
  throw new UsageError(`--every ${written}: give seconds, from 0.1 to 3600`)
}

function readLimit(written: string | undefined, least: number): number {
  if (written === undefined) return 10
  const limit = Number(written)
  if (/^\d+$/.test(written) && limit >= least && limit <= 100_000) return limit
  throw new UsageError(`--limit ${written}: give a whole number from ${least} to 100000`)
}
