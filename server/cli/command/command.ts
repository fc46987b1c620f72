/** What all commands have in common: how they read their options, tell what went wrong, and end. */
import { ConciergeError } from '../../../storage/concierge-error.ts'
import { CommandError, EXIT_CODES } from './command-error.ts'
import { explain } from './explain.ts'
import { parseOptions, type Given, type Options } from './options.ts'
import { printLine, thisProcess, type Surroundings } from './surroundings.ts'
import { toJson } from './terminal-text.ts'
import { UsageError } from './usage-error.ts'

/** Gives the exit code, see `EXIT_CODES`. */
export type Command = (args: string[], around?: Surroundings) => Promise<number>

export interface CommandPlan<Known extends Options> {
  /** As in `npm run NAME`. */
  name: string
  help: string
  options: Known
  /** Whether it takes words besides its options, such as a task or a number. */
  takesWords: boolean
  /** Gives the exit code; what it throws as `ConciergeError` that refuses is told in words. */
  run(given: Given<Known>, around: Surroundings): Promise<number>
}

export function createCommand<const Known extends Options>(plan: CommandPlan<Known>): Command {
  return async function command(args, around = thisProcess()) {
    leaveWithItsReader(around)
    try {
      const given = parseOptions(args, plan)
      if (!given.wantsHelp) return await plan.run(given, around)
      printLine(around, plan.help)
      return 0
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      const asJson = 'json' in plan.options && args.includes('--json')
      const hint = failure instanceof UsageError ? `\nSee npm run ${plan.name} -- --help` : ''
      around.errors.write(`${asJson ? toJson(failure.problem, 2) : explain(failure) + hint}\n`)
      return EXIT_CODES[failure.kind]
    }
  }
}

/** Null where it is a fault of ours. What refuses says what to change, be it a setting or a file. */
function failureOf(error: unknown): CommandError | null {
  if (error instanceof CommandError) return error
  const refuses = error instanceof ConciergeError && error.disposition === 'refuse'
  return refuses ? new UsageError(error.message, { cause: error }) : null
}

/** As when piped into `head`: who reads has had enough, which is no fault. */
function leaveWithItsReader({ output }: Surroundings): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}
