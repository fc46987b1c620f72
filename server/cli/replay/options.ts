/** What `npm run replay` can be told. */
import { parseArgs } from 'node:util'
import { FINAL_DECISIONS } from '../../../machines/call.ts'
import { UsageError } from '../call/options.ts'
import { readMoment } from '../conversations/moment.ts'

export const REPLAY_HELP = `Usage: npm run replay -- CALL… [options]
Takes logged calls through today's flow, with the answers that the ports gave then, and says where
they would go another way. A CALL is a CallSid, or a file that --export has written.

  --all               every call in the database
  --since DAY         those that began on it or later: 2026-01-31 or 2026-01-31T18:30
  --decision NAME     those decided so: ${FINAL_DECISIONS.join(', ')}
  --screener NAME     offline, azure or openai: asks for every verdict again and shows what would
                      be decided otherwise; a call to a model costs what your provider asks for it
  --concurrency N     how many questions to a screener at a time (8)
  --export PATH       writes the call into this file, or several into this folder, with other
                      numbers and names and without what was said
  --keep-words        keeps what was said in the export; names that are spoken stay in it
  --json              prints the result as JSON
  --help              prints this

Without a database server the calls are those of SQLITE_DB_PATH; no server has to run.
Exit codes: 0 identical, 1 something is different, 2 wrong usage.`

export interface ReplayOptions {
  callSids: string[]
  files: string[]
  /** Null where only the calls named are wanted. */
  filter: { from?: string | undefined; decision?: string | undefined } | null
  screener: string | undefined
  concurrency: number
  export: string | undefined
  keepWords: boolean
  json: boolean
  help: boolean
}

/** Throws `UsageError`. */
export function readReplayOptions(args: string[]): ReplayOptions {
  const { values, positionals } = parsed(args)
  const files = positionals.filter((call) => call.endsWith('.json'))
  const callSids = positionals.filter((call) => !call.endsWith('.json'))
  const { all, since, decision, screener, export: path, help } = values
  const unknown = callSids.find((call) => !/^[A-Za-z0-9]{1,64}$/.test(call))
  if (unknown !== undefined)
    throw new UsageError(`'${unknown}' is neither a CallSid nor a file that ends in .json`)
  if (decision !== undefined && !FINAL_DECISIONS.some((known) => known === decision))
    throw new UsageError(`There is no decision '${decision}': ${FINAL_DECISIONS.join(', ')}`)
  const isFiltered = all || since !== undefined || decision !== undefined
  if (!help && !isFiltered && positionals.length === 0)
    throw new UsageError('Say which calls: a CallSid, a file, or --all')
  if (isFiltered && positionals.length > 0)
    throw new UsageError('Either name the calls, or choose them with --all, --since and --decision')
  if (values['keep-words'] && path === undefined)
    throw new UsageError('--keep-words belongs to --export')
  if (path !== undefined && screener !== undefined)
    throw new UsageError('Either --export or --screener')
  const concurrency = Number(values.concurrency)
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 200)
    throw new UsageError('--concurrency is a whole number from 1 to 200')
  return {
    callSids,
    files,
    filter: isFiltered ? { from: readMoment('since', since), decision } : null,
    screener,
    concurrency,
    export: path,
    keepWords: values['keep-words'],
    json: values.json,
    help,
  }
}

function parsed(args: string[]) {
  const options = {
    all: { type: 'boolean', default: false },
    since: { type: 'string' },
    decision: { type: 'string' },
    screener: { type: 'string' },
    concurrency: { type: 'string', default: '8' },
    export: { type: 'string' },
    'keep-words': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0])
  }
}
