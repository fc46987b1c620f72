import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/**
 * What the owner changes about notices, by the names that the environment has for it. And the digests: one a day and
 * channel, each of a span of time, on its way as a delivery is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'notice_settings')
    .addColumn('name', exact(32), (column) => column.notNull().primaryKey())
    .addColumn('value', exact(200), (column) => column.notNull())
    .addColumn('updated_at', exact(24), (column) => column.notNull())
    .execute()
  await newTable(db, 'digests')
    .addColumn('channel', exact(16), (column) => column.notNull())
    .addColumn('day', exact(10), (column) => column.notNull())
    .addColumn('from_at', exact(24), (column) => column.notNull())
    .addColumn('to_at', exact(24), (column) => column.notNull())
    .addColumn('state', exact(16), (column) => column.notNull())
    .addColumn('due_at', exact(24), (column) => column.notNull())
    .addColumn('until', exact(24), (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('failure', exact(200))
    .addColumn('updated_at', exact(24), (column) => column.notNull())
    .addPrimaryKeyConstraint('digests_key', ['channel', 'day'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['digests', 'notice_settings']) await db.schema.dropTable(table).execute()
}
