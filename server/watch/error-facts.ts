/** What may be told of an error: where and what it was, but no message that could quote a caller. */
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface ErrorFacts {
  type: string
  /** A system's or a library's, such as `ECONNREFUSED`. */
  code?: string
  /** Left out where it is not known to quote nothing. */
  message?: string
  /** The frames alone: V8 puts the message in front of them. */
  stack?: string
  cause?: ErrorFacts
  pii?: { message: string }
}

const MOST_CAUSES = 5
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/
const FRAME = /^ {4}at .*(?::\d+:\d+|<anonymous>|native)\)?$/

/** With `pii` every message is told, those that may be personal under `pii`. */
export function errorFacts(error: unknown, pii: boolean, depth = 0): ErrorFacts {
  if (!(error instanceof Error))
    return { type: typeof error, ...(pii && { pii: { message: String(error) } }) }
  const { code } = error as { code?: unknown }
  const stack = framesOf(error)
  const facts: ErrorFacts = { type: error.constructor.name }
  if (typeof code === 'string' && CODE.test(code)) facts.code = code
  if (isHarmless(error)) facts.message = error.message
  else if (pii) facts.pii = { message: error.message }
  if (stack) facts.stack = stack
  if (error.cause !== undefined && depth < MOST_CAUSES)
    facts.cause = errorFacts(error.cause, pii, depth + 1)
  return facts
}

/** Ours repeat nothing that was said or dialed, unless they refuse it; any other stays mute unless it is known. */
function isHarmless(error: Error & { code?: unknown; syscall?: unknown }): boolean {
  if (error instanceof ConciergeError) return error.disposition !== 'refuse'
  if (typeof error.code !== 'string') return false
  // Node's own failures of the system name an address or a file. Not every `code` is one of them:
  // that of tedious comes with the values of the row, those of Node's ERR_… with the argument.
  if (typeof error.syscall === 'string') return true
  // SQLite names tables and columns; only a piece of a query is quoted.
  return error.code.startsWith('SQLITE_') && !/["'`]/.test(error.message)
}

/** The last lines, as far back as they are frames: a message has lines of its own. */
function framesOf({ stack = '', message }: Error): string {
  const at = message === '' ? -1 : stack.indexOf(message)
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split('\n')
  const others = lines.findLastIndex((line) => !FRAME.test(line))
  return lines.slice(others + 1).join('\n')
}
