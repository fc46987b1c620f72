/** What `npm run bench` can be told. */
import { wholeNumber } from '../../server/cli/command/option-values.ts'
import { parseOptions } from '../../server/cli/command/options.ts'
import { UsageError } from '../../server/cli/command/usage-error.ts'

const HELP = `npm run bench -- [--seconds 4] [--stored 200000] [--model | --relay | --review | --database | --notices | --rules]

--seconds  how long each measurement runs; there are three of each, and the median counts
--stored   how many finished calls the full database holds; 0 leaves that part out
--model    instead: what our code adds on top of a model, 20 callers at a time
--relay    instead: how long callers wait for the first word, over sockets and by Gather, 20 at a time
--review   instead: what reading conversations costs with 200 calls stored, and with --stored
--database instead: what a turn costs where the database is 0, 2, 10 and 30 ms away
--notices  instead: how soon after its turn a missed call is with a push service and an ntfy client
--rules    instead: what a turn costs with 50,000 blocks and 300,000 listed numbers, beside one with none
--help     prints this, and measures nothing`

const OPTIONS = {
  seconds: { type: 'string', default: '4' },
  stored: { type: 'string', default: '200000' },
  model: { type: 'boolean', default: false },
  relay: { type: 'boolean', default: false },
  review: { type: 'boolean', default: false },
  database: { type: 'boolean', default: false },
  notices: { type: 'boolean', default: false },
  rules: { type: 'boolean', default: false },
} as const

export interface BenchOptions {
  seconds: number
  stored: number
  model: boolean
  relay: boolean
  review: boolean
  database: boolean
  notices: boolean
  rules: boolean
}

/** Where nothing is to be measured, it is said why, and the process ends: 0 for help, 2 for wrong usage. */
export function readBenchOptions(args: string[]): BenchOptions {
  try {
    const options = wishIn(args)
    if (options) return options
    console.log(HELP)
    return process.exit(0)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\nSee npm run bench -- --help`)
    return process.exit(2)
  }
}

/** Null: help. Throws `UsageError`. */
function wishIn(args: string[]): BenchOptions | null {
  const { values, wantsHelp } = parseOptions(args, { options: OPTIONS, takesWords: false })
  if (wantsHelp) return null
  const { seconds, stored, model, relay, review, database, notices, rules } = values
  if ([model, relay, review, database, notices, rules].filter(Boolean).length > 1)
    throw new UsageError('One of --model, --relay, --review, --database, --notices and --rules')
  return {
    seconds: readSeconds(seconds),
    stored: wholeNumber('stored', stored, 0, 10_000_000),
    model,
    relay,
    review,
    database,
    notices,
    rules,
  }
}

function readSeconds(written: string): number {
  const seconds = Number(written)
  if (/^\d+(\.\d+)?$/.test(written) && seconds >= 0.1 && seconds <= 3_600) return seconds
  throw new UsageError(`--seconds ${written}: give seconds, from 0.1 to 3600`)
}
