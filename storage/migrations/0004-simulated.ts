import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { dropIndex, hasColumn, isSqlServer } from './left-half-done.ts'

const COUNTED = ['start_time', 'id', 'final_decision', 'call_type', 'erased_at']

export async function up(db: Kysely<unknown>): Promise<void> {
  // SQL Server drops no column with a default unless it can be named.
  const flag = isSqlServer(db)
    ? sql`integer constraint "calls_simulated_unset" default 0`
    : sql<ColumnDataType>`integer default 0`
  if (!(await hasColumn(db, 'calls', 'simulated')))
    await db.schema
      .alterTable('calls')
      .addColumn('simulated', flag, (column) => column.notNull())
      .execute()
  // Statistics leave simulated calls out, and still read no row.
  await indexByTime(db, [...COUNTED, 'simulated'])
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await indexByTime(db, COUNTED)
  if (isSqlServer(db))
    await db.schema.alterTable('calls').dropConstraint('calls_simulated_unset').execute()
  await db.schema.alterTable('calls').dropColumn('simulated').execute()
}

async function indexByTime(db: Kysely<unknown>, columns: string[]): Promise<void> {
  await dropIndex(db, 'calls_by_time', 'calls')
  await db.schema.createIndex('calls_by_time').on('calls').columns(columns).execute()
}
