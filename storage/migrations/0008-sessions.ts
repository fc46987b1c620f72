import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/** Who has signed in to the console. No row opens anything: what a browser has to bring stands in none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'sessions')
    .addColumn('id', exact(64), (column) => column.notNull().primaryKey())
    .addColumn('key_label', exact(8), (column) => column.notNull())
    .addColumn('begun_at', exact(24), (column) => column.notNull())
    .addColumn('expires_at', exact(24), (column) => column.notNull())
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('sessions').execute()
}
