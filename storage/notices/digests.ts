/** Digests on their way: one a day and channel, whichever process begins it, claimed by a lease and settled. */
import { BECAME, type Became } from '../became.ts'
import { calledWithin, isNarrow, type CalledScope } from '../called.ts'
import type { Database, Queries } from '../database.ts'
import { first, isDuplicateKey } from '../dialect.ts'
import type { CallRow, DigestRow } from '../schema.ts'
import type { Settlement } from './deliveries.ts'

export type { DigestRow } from '../schema.ts'

/** The last one of this channel, of whatever state. */
export function findLastDigest(queries: Queries, channel: string): Promise<DigestRow | undefined> {
  const all = queries
    .selectFrom('digests')
    .selectAll()
    .where('channel', '=', channel)
    .orderBy('day', 'desc')
  return first(queries, 1, all).executeTakeFirst()
}

/** False where another process has begun that of this day and channel. */
export async function beginDigest(database: Database, digest: DigestRow): Promise<boolean> {
  try {
    await database.writeOne((queries) => queries.insertInto('digests').values(digest).execute())
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Moves its due time ahead, so that nobody else sends it meanwhile. False where somebody else has it. */
export async function claimDigest(
  database: Database,
  { channel, day, due_at, attempts }: DigestRow,
  { now, leaseUntil }: { now: string; leaseUntil: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database.writeOne((queries) =>
    queries
      .updateTable('digests')
      .set({ due_at: leaseUntil, attempts: attempts + 1, updated_at: now })
      .where('channel', '=', channel)
      .where('day', '=', day)
      .where('state', '=', 'waiting')
      .where('due_at', '=', due_at)
      .where('attempts', '=', attempts)
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

/** Nothing is changed where the lease ran out and another process has it now; `attempts` is that of the claim. */
export async function settleDigest(
  database: Database,
  { channel, day, attempts }: Pick<DigestRow, 'channel' | 'day' | 'attempts'>,
  settlement: Settlement | { state: 'nothing' },
  at: string,
): Promise<void> {
  await database.writeOne((queries) =>
    queries
      .updateTable('digests')
      .set({ ...settlement, updated_at: at })
      .where('channel', '=', channel)
      .where('day', '=', day)
      .where('state', '=', 'waiting')
      .where('attempts', '=', attempts)
      .execute(),
  )
}

export async function removeDigest(
  database: Database,
  { channel, day }: Pick<DigestRow, 'channel' | 'day'>,
): Promise<void> {
  await database.writeOne((queries) =>
    queries.deleteFrom('digests').where('channel', '=', channel).where('day', '=', day).execute(),
  )
}

export type DigestCall = Pick<
  CallRow,
  | 'id'
  | 'call_sid'
  | 'caller_id'
  | 'called'
  | 'start_time'
  | 'end_time'
  | 'final_decision'
  | 'transfer_status'
  | 'call_type'
> & { became: Became | null }

interface Span {
  /** UTC, ISO 8601; `from` included, `to` not. */
  from: string
  to: string
  scope?: CalledScope
}

/** No call is known to take as long: so few rows are looked at. */
const LONGEST_CALL_MS = 24 * 60 * 60 * 1000

function endedIn(queries: Queries, { from, to, scope = {} }: Span) {
  const begunSince = new Date(Date.parse(from) - LONGEST_CALL_MS).toISOString()
  return (
    queries
      .selectFrom('calls')
      .where('start_time', '>=', begunSince)
      .where('start_time', '<', to)
      .where('end_time', '>=', from)
      .where('end_time', '<', to)
      .where('simulated', '=', 0)
      // Of what was erased nothing is told any more.
      .where('erased_at', 'is', null)
      .$if(isNarrow(scope), (all) => all.where(calledWithin(scope)))
  )
}

/** How many calls that ended then became what. */
export async function countEndedCalls(queries: Queries, span: Span): Promise<Map<Became, number>> {
  const rows = await endedIn(queries, span)
    .select(({ fn }) => ['became', fn.countAll<number | string>().as('calls')])
    .groupBy('became')
    .execute()
  const counts = new Map(rows.map(({ became, calls }) => [became, Number(calls)]))
  return new Map(BECAME.map((became) => [became, counts.get(became) ?? 0]))
}

/** The latest of them. */
export async function findEndedCalls(
  queries: Queries,
  span: Span,
  most: number,
): Promise<DigestCall[]> {
  const calls = endedIn(queries, span)
    .select([
      'id',
      'call_sid',
      'caller_id',
      'called',
      'start_time',
      'end_time',
      'final_decision',
      'transfer_status',
      'call_type',
      'became',
    ])
    .orderBy('start_time', 'desc')
    .orderBy('id', 'desc')
  return (await first(queries, most, calls).execute()) as DigestCall[]
}
