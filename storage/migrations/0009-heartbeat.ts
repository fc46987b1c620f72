import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/** One row, written every so often: so it is known whether the database takes anything, and what time it last was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const time = isSqlServer(db)
    ? sql`nvarchar(24) collate Latin1_General_100_BIN2`
    : ('varchar(24)' as ColumnDataType)
  await newTable(db, 'heartbeat')
    .addColumn('id', 'integer', (column) => column.notNull().primaryKey())
    .addColumn('at', time, (column) => column.notNull())
    .addColumn('vouched_at', time)
    .addColumn('doubted_ms', 'integer', (column) => column.notNull())
    .execute()
  const columns = sql.join(['id', 'at', 'doubted_ms'].map((name) => sql.ref(name)))
  await sql`insert into ${sql.table('heartbeat')} (${columns})
    select 1, '', 0 where not exists (select ${sql.ref('id')} from ${sql.table('heartbeat')})`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('heartbeat').execute()
}
