/** The notices as the owner looks at them: newest first, each with what has come of it by its channels. */
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'
import type { DeliveryRow } from '../schema.ts'
import type { RollOf } from '../roll.ts'
import { spellingsOf } from '../spellings.ts'
import { namesOf } from './conversations.ts'

export interface ReviewedNotice {
  id: number
  kind: string
  at: string
  call_sid: string
  /** The number called, as its line has it. */
  called: string
  /** Of an active contact of its line's list; null for everybody else. */
  contact_name: string | null
  erased_at: string | null
  /** By channel. None where no channel is told of it, or none has been given it yet. */
  deliveries: DeliveryRow[]
}

interface NoticeFilter {
  /** Only those of which a delivery is in this state. */
  state?: string | undefined
  callSid?: string | undefined
  /** Of calls to this number, E.164. */
  line?: string | undefined
}

/** Those behind the notice `after`, in the order in which they were written down. */
export async function listNotices(
  queries: Queries,
  rollOf: RollOf,
  { state, callSid, line }: NoticeFilter,
  { limit, after }: { limit: number; after: number | null },
): Promise<ReviewedNotice[]> {
  let found = selectNotices(queries).orderBy('notices.id', 'desc')
  if (after !== null) found = found.where('notices.id', '<', after)
  if (callSid !== undefined) found = found.where('calls.call_sid', '=', callSid)
  if (line !== undefined) found = found.where('calls.called', 'in', spellingsOf(line))
  if (state !== undefined)
    found = found.where('notices.id', 'in', (eb) =>
      eb.selectFrom('deliveries').select('deliveries.notice_id').where('state', '=', state),
    )
  return withDeliveries(queries, rollOf, await first(queries, limit, found).execute())
}

export async function findNotice(
  queries: Queries,
  rollOf: RollOf,
  id: number,
): Promise<ReviewedNotice | undefined> {
  const found = await selectNotices(queries).where('notices.id', '=', id).execute()
  return (await withDeliveries(queries, rollOf, found))[0]
}

/** What was given up is due again, until then. False where it is not given up. */
export async function retryDelivery(
  database: Database,
  { noticeId, channel }: { noticeId: number; channel: string },
  { at, until }: { at: string; until: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database.writeOne((queries) =>
    queries
      .updateTable('deliveries')
      .set({ state: 'waiting', due_at: at, until, updated_at: at })
      .where('notice_id', '=', noticeId)
      .where('channel', '=', channel)
      .where('state', '=', 'given up')
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}

function selectNotices(queries: Queries) {
  return queries
    .selectFrom('notices')
    .innerJoin('calls', 'calls.id', 'notices.call_id')
    .select([
      'notices.id',
      'notices.kind',
      'notices.at',
      'calls.call_sid',
      'calls.caller_id',
      'calls.called',
      'calls.erased_at',
    ])
}

type Found = Awaited<ReturnType<ReturnType<typeof selectNotices>['execute']>>

async function withDeliveries(
  queries: Queries,
  rollOf: RollOf,
  found: Found,
): Promise<ReviewedNotice[]> {
  if (found.length === 0) return []
  const rows = await queries
    .selectFrom('deliveries')
    .selectAll()
    .where(
      'notice_id',
      'in',
      found.map(({ id }) => id),
    )
    .orderBy('notice_id')
    .orderBy('channel')
    .execute()
  const onRoll = ({ caller_id: caller, called }: Pick<Found[number], 'caller_id' | 'called'>) => ({
    roll: rollOf(called),
    caller,
  })
  const nameOf = await namesOf(queries, found.map(onRoll))
  const byNotice = Map.groupBy(rows, ({ notice_id }) => notice_id)
  return found.map(({ caller_id, ...notice }) => ({
    ...notice,
    contact_name: nameOf(onRoll({ caller_id, called: notice.called })),
    deliveries: byNotice.get(notice.id) ?? [],
  }))
}

/** How many deliveries were given up since: UTC, ISO 8601. */
export async function countGivenUp(queries: Queries, since: string): Promise<number> {
  const { count } = await queries
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'given up')
    .where('updated_at', '>=', since)
    .executeTakeFirstOrThrow()
  return count
}
