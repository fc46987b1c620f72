/** The log: JSON lines in production, readable in a terminal. */
import { pino, type Logger } from 'pino'

export async function createLog(level: string, readable: boolean): Promise<Logger> {
  // Call times and reasons only: who called and what was said stays in the database.
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!readable) return pino(options)
  const { default: pretty } = await import('pino-pretty')
  return pino(
    options,
    pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true }),
  )
}
