/** What has changed of the calls: looked at once a second while somebody watches, so it reads two indexes. */
import type { Queries } from '../database.ts'
import { first } from '../dialect.ts'

/** Among so many of the newest a change is seen; of older ones, only while they go on. */
const NEWEST = 50
const MOST_IN_PROGRESS = 500

export interface CallMark {
  id: number
  /** Differs when anything of the call has changed. */
  mark: string
  goesOn: boolean
}

/** The newest calls and those that go on, by id. */
export async function markCalls(queries: Queries): Promise<Map<number, CallMark>> {
  const newest = queries
    .selectFrom('calls')
    .select(['id', 'updated_at', 'revision', 'end_time', 'erased_at', 'done_at', 'owner_verdict'])
    .orderBy('start_time', 'desc')
  const ongoing = newest.where('end_time', 'is', null)
  const rows = [
    ...(await first(queries, MOST_IN_PROGRESS, ongoing).execute()),
    ...(await first(queries, NEWEST, newest.orderBy('id', 'desc')).execute()),
  ]
  return new Map(
    rows.map(({ id, ...marks }) => {
      const mark = Object.values(marks).join(' ')
      return [id, { id, mark, goesOn: marks.end_time === null }]
    }),
  )
}
