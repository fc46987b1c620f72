import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  /** Compared and ordered byte by byte, as SQLite does. */
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'exception_phone_numbers')
    .addColumn('phone_number', exact(16), (column) => column.primaryKey())
    .addColumn('contact_name', exact(200), (column) => column.notNull())
    .addColumn('category', exact(50), (column) => column.notNull())
    .addColumn('is_active', 'integer', (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .addColumn('updated_at', exact(24), (column) => column.notNull())
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('exception_phone_numbers').execute()
}
