import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/** When which flow answers, as the owner has changed it: `rules` for good, `quiet` for the time being. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'hours')
    .addColumn('name', exact(16), (column) => column.notNull().primaryKey())
    .addColumn('value', exact(4000), (column) => column.notNull())
    .addColumn('updated_at', exact(24), (column) => column.notNull())
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('hours').execute()
}
