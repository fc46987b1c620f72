import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/** By which links the owner may decide about a call. No row opens anything: what a link has in it stands in none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'decision_tokens')
    .addColumn('hash', exact(43), (column) => column.notNull().primaryKey())
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('choice', exact(16), (column) => column.notNull())
    .addColumn('detail', exact(8), (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('decision_tokens').execute()
}
