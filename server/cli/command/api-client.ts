/** Speaks to the management API of a running server. */
import { STATUS_CODES } from 'node:http'
import { wholeText } from '../../basics/bounded-body.ts'
import { ApiError, kindOf } from './api-error.ts'
import { localProblem, type Problem } from './command-error.ts'
import { readObject, reasonOf } from '../../basics/http-answer.ts'
import { createPatience, lastLine, MOST_BYTES } from './line-by-line.ts'
import type { ServerAddress } from './server-address.ts'

/** Octets: a slow line at home takes its time for a big file. */
const SLOWEST_PER_MS = 50

interface ApiRequest {
  /** Null, undefined and false leave a parameter out. */
  query?: Record<string, string | number | boolean | null | undefined>
  /** Sent as JSON. */
  json?: unknown
  /** Asks for lines of JSON, and hears them as they come: the patience begins anew with each. */
  onLine?: (line: object) => void
  /** Sent as it is. */
  content?: { type: string; bytes: Uint8Array<ArrayBuffer> }
}

export interface ApiClient {
  url: string
  /** The answer's text. Throws `ApiError`, or what `signal` was aborted with. */
  send(method: string, path: string, request?: ApiRequest): Promise<string>
  /** The answer's JSON object, which has the property `expected` if one is, or it is none of ours. */
  read<T extends object>(
    method: string,
    path: string,
    expected: (keyof T & string) | null,
    request?: ApiRequest,
  ): Promise<T>
}

export function createApiClient({
  url,
  key,
  timeoutMs = 10_000,
  signal,
}: ServerAddress & { timeoutMs?: number; signal?: AbortSignal | undefined }): ApiClient {
  async function exchange(method: string, path: string, request: ApiRequest) {
    const { query = {}, json, content, onLine } = request
    const target = new URL(url + path)
    for (const [name, value] of Object.entries(query))
      if (value !== undefined && value !== null && value !== false)
        target.searchParams.set(name, String(value))
    const type = json === undefined ? content?.type : 'application/json'
    const patience = createPatience(timeoutMs + (content?.bytes.length ?? 0) / SLOWEST_PER_MS)
    try {
      const response = await fetch(target, {
        method,
        // To follow would turn a POST into a GET, or carry the words to somebody else.
        redirect: 'manual',
        headers: {
          ...(key !== null && { authorization: `Bearer ${key}` }),
          ...(type !== undefined && { 'content-type': type }),
          ...(onLine && { accept: 'application/x-ndjson, application/json' }),
        },
        body: json === undefined ? (content?.bytes ?? null) : JSON.stringify(json),
        signal: signal ? AbortSignal.any([signal, patience.signal]) : patience.signal,
      })
      if (!onLine || !/ndjson/.test(response.headers.get('content-type') ?? ''))
        return { response, text: await wholeText(response, MOST_BYTES) }
      return { response, text: await lastLine(response, onLine, patience) }
    } catch (error) {
      signal?.throwIfAborted()
      throw unreachable(error)
    } finally {
      patience.end()
    }
  }

  function unreachable(error: unknown): ApiError {
    const why = reasonOf(error, timeoutMs)
    return new ApiError(
      'unreachable',
      localProblem('Server unreachable', `The server at ${url} cannot be reached: ${why}.`),
      { hint: 'Is it running? Name another with --url or BASE_URL.', cause: error },
    )
  }

  /** Null where the answer is as good as it looks. */
  function failureIn(response: Response, text: string): ApiError | null {
    const { status, headers } = response
    if (status >= 300 && status < 400) {
      const elsewhere = headers.get('location') ?? 'an address it does not name'
      return foreign(`sends us on to ${elsewhere}; give that address with --url or BASE_URL`)
    }
    if (response.ok) return null
    const problem = readProblem(text)
    if (problem) {
      const hint = status === 401 ? hintOfKey() : null
      const retryAfter = Number(headers.get('retry-after')) || null
      return new ApiError(kindOf(status), problem, { hint, retryAfter })
    }
    const answer = `${status} ${STATUS_CODES[status] ?? ''}`.trim()
    if (status >= 502 && status <= 504)
      return new ApiError(
        'unreachable',
        localProblem(
          'Server unreachable',
          `A proxy at ${url} answers ${answer}: the server behind it does not seem to run.`,
        ),
      )
    return foreign(
      `answers ${answer} in a form that is not ours; is another program running there?`,
    )
  }

  function hintOfKey(): string {
    return key === null
      ? 'Set ADMIN_API_KEY, in the environment or in .env, to the key of that server.'
      : `The ADMIN_API_KEY set here was sent: is it a key of the server at ${url}?`
  }

  function foreign(what: string): ApiError {
    return new ApiError(
      'failed',
      localProblem('Unexpected answer', `The server at ${url} ${what}.`),
    )
  }

  async function send(method: string, path: string, request: ApiRequest = {}): Promise<string> {
    const { response, text } = await exchange(method, path, request)
    const failure = failureIn(response, text)
    if (failure) throw failure
    return text
  }

  return {
    url,
    send,
    async read<T extends object>(
      method: string,
      path: string,
      expected: (keyof T & string) | null,
      request?: ApiRequest,
    ) {
      const answer = readObject(await send(method, path, request))
      if (answer && (expected === null || expected in answer)) return answer as T
      throw foreign('answers in a form that is not ours; is another program running there?')
    },
  }
}

function readProblem(text: string): Problem | null {
  const answer = readObject(text)
  const isProblem = answer && 'detail' in answer && typeof answer.detail === 'string'
  return isProblem ? (answer as Problem) : null
}
