/** What can go wrong between a command and the management API. */
import { CommandError, type FailureKind, type Problem } from './command-error.ts'

export class ApiError extends CommandError {
  override readonly code = 'API'
  /** Seconds, where the server asked for patience. */
  readonly retryAfter: number | null

  constructor(
    kind: FailureKind,
    problem: Problem,
    more: { hint?: string | null; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(kind, problem, more)
    this.retryAfter = more.retryAfter ?? null
  }
}

export function kindOf(status: number): FailureKind {
  if (status === 401 || status === 403) return 'refused'
  if (status === 404) return 'missing'
  return status === 400 || status === 422 ? 'invalid' : 'failed'
}
