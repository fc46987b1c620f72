/** How many there are of what: read from indexes, so that nobody waits for it. */
import type { Queries } from '../database.ts'

export interface Counts {
  calls: number
  calls_in_progress: number
  /** Active ones, of all lists. */
  contacts: number
}

/** Twilio ends a call after four hours. https://www.twilio.com/docs/voice/api/call-resource */
const LONGEST_CALL_MS = 4 * 60 * 60 * 1000

/** Since when a call must have begun to be still going on, if nobody told us of its end. */
export function longestCallBefore(now: Date): string {
  return new Date(now.getTime() - LONGEST_CALL_MS).toISOString()
}

export async function countCallsInProgress(queries: Queries, now: Date): Promise<number> {
  const { count } = await queries
    .selectFrom('calls')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('end_time', 'is', null)
    // Nobody is on the line of a call that the owner plays.
    .where('simulated', '=', 0)
    .where('start_time', '>=', longestCallBefore(now))
    .executeTakeFirstOrThrow()
  return count
}

export async function readCounts(queries: Queries, now: Date): Promise<Counts> {
  const { calls } = await queries
    .selectFrom('calls')
    .select(({ fn }) => fn.countAll<number>().as('calls'))
    .executeTakeFirstOrThrow()
  const { contacts } = await queries
    .selectFrom('exception_phone_numbers')
    .select(({ fn }) => fn.countAll<number>().as('contacts'))
    .where('is_active', '=', 1)
    .executeTakeFirstOrThrow()
  return { calls, calls_in_progress: await countCallsInProgress(queries, now), contacts }
}
