/** Said of a command line, a setting or a file that cannot be used: what is wrong, and what to do. */
import { CommandError, localProblem } from './command-error.ts'

export class UsageError extends CommandError {
  override readonly code = 'USAGE'
  constructor(detail: string, { cause }: { cause?: unknown } = {}) {
    super('invalid', localProblem('Wrong usage', detail), { cause })
  }
}
