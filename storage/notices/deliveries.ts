/** Notices on their way: claimed by a lease, so that of many processes one sends, and settled. */
import { calledWithin, isNarrow, type CalledScope } from '../called.ts'
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'
import type { CallRow, DeliveryRow } from '../schema.ts'

/** What a channel is to be given, and the call it is about. */
export type ClaimedDelivery = Pick<DeliveryRow, 'notice_id' | 'channel' | 'attempts' | 'until'> &
  Pick<
    CallRow,
    | 'call_sid'
    | 'caller_id'
    | 'called'
    | 'start_time'
    | 'end_time'
    | 'final_decision'
    | 'transfer_status'
    | 'call_type'
  > & { call_id: number; kind: string; at: string }

interface Claim {
  channel: string
  now: string
  /** Who has not settled it by then has died: it comes up again. */
  leaseUntil: string
  most: number
  scope?: CalledScope
}

/** Those that are due, the latest first: what the owner can still act on does not wait behind a backlog. */
export async function claimDeliveries(
  database: Database,
  claim: Claim,
): Promise<ClaimedDelivery[]> {
  const { channel, now, leaseUntil, most, scope } = claim
  // It is looked every few seconds, and mostly for nothing: that shall cost no transaction.
  if ((await findDue(database.queries, { channel, now, most: 1, scope })).length === 0) return []
  return database.write(async (queries) => {
    const due = await findDue(queries, { channel, now, most, scope })
    if (due.length === 0) return []
    const ids = due.map(({ notice_id }) => notice_id)
    const { numUpdatedRows } = await queries
      .updateTable('deliveries')
      .set(({ eb }) => ({ due_at: leaseUntil, attempts: eb('attempts', '+', 1), updated_at: now }))
      .where('notice_id', 'in', ids)
      .where('channel', '=', channel)
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .executeTakeFirst()
    // Another process has claimed some of them in the same moment: theirs and ours cannot be told apart now,
    // and what nobody sends comes up again with the lease.
    if (numUpdatedRows !== BigInt(ids.length)) return []
    return readClaimed(queries, channel, ids)
  })
}

function findDue(
  queries: Queries,
  {
    channel,
    now,
    most,
    scope = {},
  }: Omit<Claim, 'leaseUntil' | 'scope'> & { scope: CalledScope | undefined },
): Promise<{ notice_id: number }[]> {
  const due = queries
    .selectFrom('deliveries')
    .select(['notice_id'])
    .where('state', '=', 'waiting')
    .where('channel', '=', channel)
    .where('due_at', '<=', now)
    .$if(isNarrow(scope), (all) =>
      all.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('notices')
            .innerJoin('calls', 'calls.id', 'notices.call_id')
            .select('calls.id')
            .whereRef('notices.id', '=', 'deliveries.notice_id')
            .where(calledWithin(scope)),
        ),
      ),
    )
    .orderBy('due_at', 'desc')
  return first(queries, most, due).execute()
}

function readClaimed(queries: Queries, channel: string, ids: number[]): Promise<ClaimedDelivery[]> {
  return queries
    .selectFrom('deliveries')
    .innerJoin('notices', 'notices.id', 'deliveries.notice_id')
    .innerJoin('calls', 'calls.id', 'notices.call_id')
    .select([
      'deliveries.notice_id',
      'deliveries.channel',
      'deliveries.attempts',
      'deliveries.until',
      'notices.call_id',
      'notices.kind',
      'notices.at',
      'calls.call_sid',
      'calls.caller_id',
      'calls.called',
      'calls.start_time',
      'calls.end_time',
      'calls.final_decision',
      'calls.transfer_status',
      'calls.call_type',
    ])
    .where('deliveries.channel', '=', channel)
    .where('deliveries.notice_id', 'in', ids)
    .orderBy('notices.at', 'desc')
    .execute()
}

/** How a try ended. */
export type Settlement =
  | { state: 'sent' }
  /** Without a failure: it is not the time for it. */
  | { state: 'waiting'; due_at: string; failure: string | null }
  /** Nobody wishes for it any more, or it is no news. */
  | { state: 'dropped' }
  | { state: 'given up'; failure: string }

/** Nothing is changed where the lease ran out and another process has it now. */
export async function settleDelivery(
  queries: Queries,
  { notice_id, channel, attempts }: ClaimedDelivery,
  settlement: Settlement,
  at: string,
): Promise<void> {
  await queries
    .updateTable('deliveries')
    .set({ ...settlement, updated_at: at })
    .where('notice_id', '=', notice_id)
    .where('channel', '=', channel)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .execute()
}

interface TooLate {
  channels: readonly string[]
  now: string
  /** Nothing that was put off by a clock like ours is due later. */
  latest: string
  /** When to give up what was. */
  until: string
}

/** What a clock that was ahead has put off is due now; gives how many there are. */
export async function bringForward(database: Database, wrong: TooLate): Promise<number> {
  const { channels, now, latest, until } = wrong
  const late = (queries: Queries) =>
    queries
      .selectFrom('deliveries')
      .select('notice_id')
      .where('state', '=', 'waiting')
      .where('channel', 'in', channels)
      .where('due_at', '>', latest)
  // There hardly ever is one: that shall cost no transaction.
  if ((await first(database.queries, 1, late(database.queries)).execute()).length === 0) return 0
  const { numUpdatedRows } = await database.writeOne((queries) =>
    queries
      .updateTable('deliveries')
      .set({ due_at: now, until, updated_at: now })
      .where('state', '=', 'waiting')
      .where('channel', 'in', channels)
      .where('due_at', '>', latest)
      .executeTakeFirst(),
  )
  return Number(numUpdatedRows)
}

/** What the caller said, in order. */
export async function findCallerWords(queries: Queries, callId: number): Promise<string[]> {
  const rows = await queries
    .selectFrom('conversation')
    .select('text')
    .where('call_id', '=', callId)
    .where('speaker', '=', 'caller')
    .orderBy('turn_index')
    .execute()
  return rows.map(({ text }) => text)
}
