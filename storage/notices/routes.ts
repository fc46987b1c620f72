/** Notices given to the channels that they go by: once, whichever process does it. */
import { calledWithin, isNarrow, type CalledScope } from '../called.ts'
import type { Database, Queries } from '../database.ts'
import { first } from '../dialect.ts'

export interface NoticeToRoute {
  id: number
  kind: string
  at: string
}

/** One of its ways to the owner. Times are UTC, ISO 8601. */
export interface Way {
  notice_id: number
  channel: string
  due_at: string
  /** When to give up. */
  until: string
}

/** So few at a time that no turn waits for long. */
const FEW = 50

/** The first of those that no channel has been given yet. */
export function findNoticesToRoute(
  queries: Queries,
  scope: CalledScope = {},
): Promise<NoticeToRoute[]> {
  const waiting = queries
    .selectFrom('notices')
    .select(['id', 'kind', 'at'])
    .where('routed_at', 'is', null)
    .$if(isNarrow(scope), (all) =>
      all.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('calls')
            .select('calls.id')
            .whereRef('calls.id', '=', 'notices.call_id')
            .where(calledWithin(scope)),
        ),
      ),
    )
    .orderBy('at')
  return first(queries, FEW, waiting).execute()
}

/** Another process was at some of them as well: nothing is changed. */
const LOST = Symbol('lost')

/** False, and nothing is changed, where another process was first with one of them. */
export async function routeNotices(
  database: Database,
  { notices, ways, at }: { notices: NoticeToRoute[]; ways: Way[]; at: string },
): Promise<boolean> {
  const ids = notices.map(({ id }) => id)
  try {
    await database.write(async (queries) => {
      const { numUpdatedRows } = await queries
        .updateTable('notices')
        .set({ routed_at: at })
        .where('id', 'in', ids)
        .where('routed_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows !== BigInt(ids.length)) throw LOST
      const rows = ways.map((way) => ({ ...way, state: 'waiting', attempts: 0, updated_at: at }))
      if (rows.length > 0) await queries.insertInto('deliveries').values(rows).execute()
    })
    return true
  } catch (error) {
    if (error === LOST) return false
    throw error
  }
}

/** Of these calls nothing more is told. To be called in a transaction. */
export async function dropNotices(
  queries: Queries,
  callIds: readonly number[],
  at: string,
): Promise<void> {
  await queries
    .updateTable('notices')
    .set({ routed_at: at })
    .where('call_id', 'in', callIds)
    .where('routed_at', 'is', null)
    .execute()
  await queries.deleteFrom('decision_tokens').where('call_id', 'in', callIds).execute()
  await queries
    .updateTable('deliveries')
    .set({ state: 'dropped', updated_at: at })
    .where('state', '=', 'waiting')
    .where('notice_id', 'in', (eb) =>
      eb.selectFrom('notices').select('notices.id').where('notices.call_id', 'in', callIds),
    )
    .execute()
}
