/** Errors of the management API as problem details, https://www.rfc-editor.org/rfc/rfc9457. */
import { STATUS_CODES } from 'node:http'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ConciergeError } from '../../../storage/concierge-error.ts'

/** What the caller of the API did wrong, or what we cannot do for him now; `detail` says what to do. */
export class Problem extends ConciergeError {
  readonly code = 'PROBLEM'
  readonly disposition = 'refuse'
  readonly status: ContentfulStatusCode
  readonly errors: FieldError[]
  readonly headers: Record<string, string>
  constructor(
    status: ContentfulStatusCode,
    detail: string,
    { errors = [], headers = {} }: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

export interface FieldError {
  /** Where in the body: a JSON pointer, https://www.rfc-editor.org/rfc/rfc6901. */
  pointer?: string
  /** Or which parameter of path or query. */
  parameter?: string
  detail: string
}

const PROBLEM_TYPE = 'application/problem+json'

export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().openapi({ example: 'Not Found' }),
    status: z.int().openapi({ example: 404 }),
    detail: z.string().openapi({ description: 'What went wrong and what to do, for people' }),
    request_id: z.string().openapi({ description: 'The same as in the log' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().openapi({ example: '/phone_number' }),
          parameter: z.string().optional().openapi({ example: 'limit' }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('Problem')

/** For a route's `responses`: which problems it can answer with, besides those that any route has. */
export function problems(...statuses: ContentfulStatusCode[]) {
  const all = [...new Set([401, 403, 429, ...statuses])].sort((a, b) => a - b)
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: STATUS_CODES[status] ?? '',
        content: { [PROBLEM_TYPE]: { schema: problemSchema } },
      },
    ]),
  )
}

export function answerProblem(c: Context, problem: Problem): Response {
  const { status, message: detail, errors } = problem
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    request_id: c.get('requestId'),
    ...(errors.length > 0 && { errors }),
  }
  return c.body(JSON.stringify(body), status, { 'content-type': PROBLEM_TYPE, ...problem.headers })
}

/** What zod found in a part of the request, in words. */
export function invalid(part: string, { issues }: z.core.$ZodError): Problem {
  const errors = issues.map((issue): FieldError => {
    const where = issue.path.map(String)
    const detail = inWords(issue)
    return part === 'json'
      ? { pointer: where.map((name) => `/${name}`).join(''), detail }
      : { parameter: where.join('.'), detail }
  })
  const detail = errors
    .map(
      (error) => `${error.parameter ?? (error.pointer?.slice(1) || 'The body')}: ${error.detail}`,
    )
    .join('; ')
  return new Problem(422, detail, { errors })
}

/** Zod speaks to programmers; where a schema has no sentence of its own, it is put for its users here. */
function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has no ${issue.keys.join(', no ')}`
  if (issue.code === 'too_big') return issue.message.replace(/^Too big.*<=/, 'at most ')
  if (issue.code !== 'invalid_type') return issue.message
  if (issue.message.endsWith('received undefined')) return 'is missing'
  return `give ${issue.expected === 'object' ? 'a JSON object' : `a ${issue.expected}`}`
}
