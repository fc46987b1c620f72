/** The one row that is written every so often: what tells that the database takes anything, and what time it was. */
import { sql } from 'kysely'
import type { Database, Queries } from './database.ts'

const TABLES = [
  'calls',
  'conversation',
  'journal',
  'answers',
  'exception_phone_numbers',
  'notices',
  'deliveries',
  'heartbeat',
  'kysely_migration',
]

/** Rejects where a table is gone. One round trip. */
export async function readEveryTable(queries: Queries): Promise<void> {
  const none = TABLES.map((table) => sql`select 1 as is_there from ${sql.table(table)} where 1 = 0`)
  await sql`${sql.join(none, sql` union all `)}`.execute(queries)
}

/** Rejects where the database takes nothing. `at` is UTC, ISO 8601. */
export async function beat(database: Database, at: string): Promise<void> {
  await write(database, { at })
}

/** Times are UTC, ISO 8601. */
export interface Vouched {
  /** The latest time that is taken for true; null where nobody has said so yet. */
  vouchedAt: string | null
  /** How long servers have run, in all, with a clock that was not, ms. */
  doubtedMs: number
}

export async function readVouched(queries: Queries): Promise<Vouched> {
  const row = await queries
    .selectFrom('heartbeat')
    .select(['vouched_at', 'doubted_ms'])
    .where('id', '=', 1)
    .executeTakeFirst()
  return { vouchedAt: row?.vouched_at ?? null, doubtedMs: row?.doubted_ms ?? 0 }
}

export async function writeVouched(
  database: Database,
  at: string,
  { vouchedAt, doubtedMs }: Vouched,
): Promise<void> {
  await write(database, { at, vouched_at: vouchedAt, doubted_ms: Math.round(doubtedMs) })
}

/** When the newest call began; null where there is none. */
export async function newestCallAt(queries: Queries): Promise<string | null> {
  const { newest } = await queries
    .selectFrom('calls')
    .select(({ fn }) => fn.max('start_time').as('newest'))
    .executeTakeFirstOrThrow()
  return newest
}

/** The migration has written the row; where somebody has removed it, there is one again. */
async function write(
  database: Database,
  columns: { at: string; vouched_at?: string | null; doubted_ms?: number },
): Promise<void> {
  await database.write(async (queries) => {
    const { numUpdatedRows } = await queries
      .updateTable('heartbeat')
      .set(columns)
      .where('id', '=', 1)
      .executeTakeFirst()
    if (numUpdatedRows === 0n)
      await queries
        .insertInto('heartbeat')
        .values({ doubted_ms: 0, ...columns, id: 1 })
        .execute()
  })
}
