/** What `npm run replay` can be told. */
import { FINAL_DECISIONS } from '../../../machines/call.ts'
import type { ConversationFilter } from '../../../storage/review/conversations.ts'
import { namesCall, oneOf, wholeNumber } from '../command/option-values.ts'
import type { Given } from '../command/options.ts'
import { MOMENT_HELP, readSpan, type Here } from '../command/read-moment.ts'
import { UsageError } from '../command/usage-error.ts'

export const REPLAY_HELP = `Usage: npm run replay -- CALL… [options]
Takes logged calls through today's flow, with what was looked up and judged then, and says where
they would go another way. A CALL is a CallSid, or a file that --export has written.

  --all               every call in the database
  --from TIME         those begun then or later: yesterday, 7d, 2026-01-31 or 2026-01-31T18:30;
                      --since is the same
  --to TIME           those begun before; a day counts whole
  --decision NAME     those decided so: ${FINAL_DECISIONS.join(', ')}
  --screener NAME     offline, azure or openai: asks for every verdict again and shows what would
                      be decided otherwise; a call to a model costs what your provider asks for it
  --concurrency N     how many questions to a screener at a time (8)
  --export PATH       writes the call into this file, or several into this folder, with other
                      numbers and names and without what was said
  --keep-words        keeps what was said in the export; names that are spoken stay in it
  --json              prints the result as JSON
  --help              prints this

${MOMENT_HELP}

Without a database server the calls are those of SQLITE_DB_PATH; no server has to run.
Exit codes: 0 identical, 1 something is different, 2 wrong usage.`

export const REPLAY_OPTIONS = {
  all: { type: 'boolean', default: false },
  from: { type: 'string' },
  since: { type: 'string' },
  to: { type: 'string' },
  decision: { type: 'string' },
  screener: { type: 'string' },
  concurrency: { type: 'string', default: '8' },
  export: { type: 'string' },
  'keep-words': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export interface ReplayOptions {
  callSids: string[]
  files: string[]
  /** Null where only the calls named are wanted. */
  filter: Pick<ConversationFilter, 'from' | 'to' | 'decision'> | null
  screener: string | undefined
  concurrency: number
  export: string | undefined
  keepWords: boolean
  json: boolean
}

/** Throws `UsageError`. */
export function readReplayOptions(
  { values, words }: Given<typeof REPLAY_OPTIONS>,
  here: Here,
): ReplayOptions {
  const files = words.filter((call) => call.endsWith('.json'))
  const callSids = words.filter((call) => !call.endsWith('.json'))
  const {
    all,
    from,
    since,
    to,
    decision,
    screener,
    export: path,
    'keep-words': keepWords,
    json,
  } = values
  const unknown = callSids.find((call) => !namesCall(call))
  if (unknown !== undefined)
    throw new UsageError(
      `'${unknown}' is neither a call's id nor a file that ends in .json; of a folder name the files in it`,
    )
  if (decision !== undefined) oneOf(FINAL_DECISIONS, decision, 'decision')
  const isFiltered = all || [from, since, to, decision].some((wish) => wish !== undefined)
  if (!isFiltered && words.length === 0)
    throw new UsageError('Say which calls: a CallSid, a file, or --all')
  if (isFiltered && words.length > 0)
    throw new UsageError(
      'Either name the calls, or choose them with --all, --from, --to and --decision',
    )
  if (keepWords && path === undefined) throw new UsageError('--keep-words belongs to --export')
  if (path !== undefined && screener !== undefined)
    throw new UsageError('Either --export or --screener')
  return {
    callSids,
    files,
    filter: isFiltered ? { ...readSpan({ from, since, to }, here), decision } : null,
    screener,
    concurrency: wholeNumber('concurrency', values.concurrency, 1, 200),
    export: path,
    keepWords,
    json,
  }
}
