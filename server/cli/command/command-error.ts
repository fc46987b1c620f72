/** Why a command could not do what it was told, sorted by what a script would do next. */
import type { z } from 'zod'
import { ConciergeError } from '../../../storage/concierge-error.ts'
import type { problemSchema } from '../../owner/api/problem.ts'

/** The exit code of every kind of failure; 0 is done. Scripts rely on them. */
export const EXIT_CODES = { failed: 1, invalid: 2, missing: 3, unreachable: 4, refused: 5 } as const

export type FailureKind = keyof typeof EXIT_CODES

type ApiProblem = z.infer<typeof problemSchema>

/** As the management API tells it; where no server did, without its status and its request. */
export type Problem = Omit<ApiProblem, 'status' | 'request_id'> &
  Partial<Pick<ApiProblem, 'status' | 'request_id'>>

export class CommandError extends ConciergeError {
  readonly code: string = 'COMMAND'
  readonly disposition = 'refuse'
  readonly kind: FailureKind
  readonly problem: Problem
  /** What to do about it on this side, where the problem does not tell. */
  readonly hint: string | null

  constructor(
    kind: FailureKind,
    problem: Problem,
    { hint = null, cause }: { hint?: string | null; cause?: unknown } = {},
  ) {
    super(problem.detail, { cause })
    this.kind = kind
    this.problem = problem
    this.hint = hint
  }
}

/** A problem that no server told us of. */
export function localProblem(title: string, detail: string): Problem {
  return { type: 'about:blank', title, detail }
}
