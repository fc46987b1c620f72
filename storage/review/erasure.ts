/** Erasing what was said and who called. What was decided, when, and how long it took stays. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'
import { dropNotices } from '../notices/routes.ts'
import { forgetWordsKeptTwice } from './words-kept-twice.ts'
import { longestCallBefore } from './counts.ts'

/** What the number is replaced by. */
export const ERASED = 'erased'

/** So few at a time that no turn waits for long. */
const FEW = 20

/** So long whoever erases waits for the last trace to be gone; after that it goes by itself. */
const TRACES_MS = 2_000

/** Erases one call: `in progress` leaves it as it is. */
export async function eraseCall(
  database: Database,
  callSid: string,
  now: Date,
): Promise<'erased' | 'unknown' | 'in progress'> {
  const done = await database.write(async (queries) => {
    const call = await queries
      .selectFrom('calls')
      .select(['id', 'end_time', 'start_time', 'erased_at'])
      .where('call_sid', '=', callSid)
      .executeTakeFirst()
    if (!call) return 'unknown' as const
    if (call.end_time === null && call.start_time >= longestCallBefore(now))
      return 'in progress' as const
    if (call.erased_at === null) await erase(queries, [call], now)
    return 'erased' as const
  })
  if (done === 'erased') await leaveNoTrace(database)
  return done
}

/**
 * Erases the calls that began before, oldest first, a few in each transaction; gives their number.
 * Stops between two of them when the signal aborts.
 */
export async function eraseCallsBefore(
  database: Database,
  { before, now, signal }: { before: string; now(): Date; signal?: AbortSignal },
): Promise<number> {
  let erased = 0
  /** Those up to here are done: looking at them again would take the longer the more there are. */
  let from = ''
  for (;;) {
    if (signal?.aborted) break
    const calls = await first(
      database.queries,
      FEW,
      database.queries
        .selectFrom('calls')
        .select(['id', 'start_time'])
        .where('start_time', '>=', from)
        .where('start_time', '<', before)
        .where('erased_at', 'is', null)
        .orderBy('start_time')
        .orderBy('id'),
    ).execute()
    if (calls.length === 0) break
    from = calls.at(-1)!.start_time
    await database.write((queries) => erase(queries, calls, now()))
    erased += calls.length
  }
  if (erased > 0) await leaveNoTrace(database)
  return erased
}

/** What was overwritten may still stand in a log. Never rejects: what others keep from being done is done later. */
async function leaveNoTrace(database: Database): Promise<void> {
  const waiting = new AbortController()
  await Promise.race([
    database.scrub().catch(() => undefined),
    delay(TRACES_MS, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined),
  ])
  waiting.abort()
}

async function erase(
  queries: Queries,
  calls: readonly { id: number; start_time: string }[],
  now: Date,
): Promise<void> {
  const erased_at = now.toISOString()
  const ids = calls.map(({ id }) => id)
  await forgetWordsKeptTwice(queries, calls)
  await queries
    .updateTable('calls')
    // A turn that has begun before has lost: it would write down again what is erased here.
    .set(({ eb }) => ({
      caller_id: ERASED,
      snapshot: null,
      call_back: null,
      erased_at,
      revision: eb('revision', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
  // The rows stay: how much was said, when, and how long it took.
  await queries.updateTable('conversation').set({ text: '' }).where('call_id', 'in', ids).execute()
  await queries.deleteFrom('journal').where('call_id', 'in', ids).execute()
  await queries.deleteFrom('answers').where('call_id', 'in', ids).execute()
  await dropNotices(queries, ids, erased_at)
}
