/** The log: JSON lines, and in a terminal a line that people read. */
import type { Writable } from 'node:stream'
import { pino, type Logger, type LoggerOptions } from 'pino'
import { errorFacts } from './error-facts.ts'
import { terminalLine } from './terminal-line.ts'

export interface LogChoices {
  /** Whether an error's message is logged whoever wrote it, under `err.pii`. */
  pii?: boolean
  /** Where the lines go; by default to the standard output. */
  destination?: Writable
}

export function createLog(
  level: string,
  readable: boolean,
  { pii = false, destination }: LogChoices = {},
): Logger {
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
  if (readable) {
    const to = destination ?? process.stdout
    const styled = !destination && process.stdout.hasColors() && !process.env.NO_COLOR
    return pino(options, { write: (line) => void to.write(terminalLine(line, styled)) })
  }
  return destination ? pino(options, destination) : pino(options)
}
