/** Calls by the time of the day at which they began, where the clocks have been changed meanwhile. */
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { Schema } from '../schema.ts'

/** What clocks in UTC have to show, as long as it holds. */
export interface ClockSpan {
  /** UTC, ISO 8601; `from` included, `to` not; null: without end. */
  from: string | null
  to: string | null
  /** `21:30`: from the first until before the second, which may be over midnight. */
  clock: readonly [first: string, last: string]
}

/** True of calls that began in one of the spans, at its time of the day. There is at least one. */
export function beganOnClock(
  eb: ExpressionBuilder<Schema, 'calls'>,
  spans: readonly ClockSpan[],
): Expression<SqlBool> {
  // Clocks are put forward and back: there are many spans, and few times of the day.
  const byClock = Map.groupBy(spans, ({ clock }) => clock.join())
  return eb.or(
    [...byClock.values()].map((alike) =>
      eb.and([showing(eb, alike[0]!.clock), eb.or(alike.map((span) => within(eb, span)))]),
    ),
  )
}

/** SQLite says substring like everybody since 3.34. https://sqlite.org/lang_corefunc.html#substr */
function showing(
  eb: ExpressionBuilder<Schema, 'calls'>,
  [from, to]: ClockSpan['clock'],
): Expression<SqlBool> {
  const time = sql<string>`substring(${sql.ref('calls.start_time')}, 12, 5)`
  const both = [eb(time, '>=', from), eb(time, '<', to)]
  return from < to ? eb.and(both) : eb.or(both)
}

function within(
  eb: ExpressionBuilder<Schema, 'calls'>,
  { from, to }: ClockSpan,
): Expression<SqlBool> {
  const bounds = []
  if (from !== null) bounds.push(eb('calls.start_time', '>=', from))
  if (to !== null) bounds.push(eb('calls.start_time', '<', to))
  // Kysely has true for it, which SQL Server takes for a column.
  return bounds.length === 0 ? sql<SqlBool>`1 = 1` : eb.and(bounds)
}
