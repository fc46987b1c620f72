/** The log: JSON lines in production, readable in a terminal. */
import { pino, type Logger } from 'pino'

export async function createLog(level: string, readable: boolean): Promise<Logger> {
  // Call times and reasons only: who called and what was said stays in the database.
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  // Among the dev dependencies: an installation without them logs JSON everywhere.
  const pretty = readable ? await import('pino-pretty').catch(() => undefined) : undefined
  if (!pretty) return pino(options)
  const look = { ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true }
  return pino(options, pretty.default(look))
}
