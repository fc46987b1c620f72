/** What can go wrong between a command and the management API, sorted by what a script would do next. */

/** RFC 9457, https://www.rfc-editor.org/rfc/rfc9457; without `status` where no server answered. */
export interface Problem {
  type: string
  title: string
  status?: number
  /** A sentence for people that says what to do. */
  detail: string
  request_id?: string
  errors?: { pointer?: string; parameter?: string; detail: string }[]
}

/** The exit code of every kind of failure; 0 is done. Scripts rely on them. */
export const EXIT_CODES = { failed: 1, invalid: 2, missing: 3, unreachable: 4, refused: 5 } as const

export type ApiErrorKind = keyof typeof EXIT_CODES

export class ApiError extends Error {
  override name = 'ApiError'
  readonly kind: ApiErrorKind
  readonly problem: Problem
  /** What to do about it on this side, where the server cannot know. */
  readonly hint: string | null
  /** Seconds, where the server asked for patience. */
  readonly retryAfter: number | null

  constructor(
    kind: ApiErrorKind,
    problem: Problem,
    more: { hint?: string | null; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(problem.detail, { cause: more.cause })
    this.kind = kind
    this.problem = problem
    this.hint = more.hint ?? null
    this.retryAfter = more.retryAfter ?? null
  }
}

/** A problem that no server told us of. */
export function localProblem(title: string, detail: string): Problem {
  return { type: 'about:blank', title, detail }
}

export function kindOf(status: number): ApiErrorKind {
  if (status === 401 || status === 403) return 'refused'
  if (status === 404) return 'missing'
  return status === 400 || status === 422 ? 'invalid' : 'failed'
}
