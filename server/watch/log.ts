/** The log: JSON lines in production, readable in a terminal. */
import type { Writable } from 'node:stream'
import { pino, type Logger, type LoggerOptions } from 'pino'
import { errorFacts } from './error-facts.ts'

export interface LogChoices {
  /** Whether an error's message is logged whoever wrote it, under `err.pii`. */
  pii?: boolean
  /** Where the lines go; by default to the standard output. */
  destination?: Writable
}

export async function createLog(
  level: string,
  readable: boolean,
  { pii = false, destination }: LogChoices = {},
): Promise<Logger> {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => errorFacts(error, pii) },
    hooks: {
      // A line without a text takes its error's (pino 10), and that may quote anything.
      logMethod(args, method) {
        method.apply(this, args.length === 1 && typeof args[0] === 'object' ? [args[0], ''] : args)
      },
    },
  }
  // Among the dev dependencies: an installation without them logs JSON everywhere.
  const pretty = readable ? await import('pino-pretty').catch(() => undefined) : undefined
  if (pretty) {
    const look = { ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true }
    return pino(options, pretty.default(destination ? { ...look, destination } : look))
  }
  return destination ? pino(options, destination) : pino(options)
}
