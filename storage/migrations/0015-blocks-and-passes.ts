import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer as isOnSqlServer, newIndex, newTable } from './left-half-done.ts'

/** Who is turned away before a word is said, and who gets through for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isSqlServer = isOnSqlServer(db)
  const exact = (length: number) =>
    isSqlServer
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  const withId = (name: string) =>
    newTable(db, name).addColumn('id', 'integer', (column) =>
      isSqlServer ? column.identity().notNull().primaryKey() : column.primaryKey().autoIncrement(),
    )
  await withId('blocks')
    .addColumn('kind', exact(8), (column) => column.notNull())
    .addColumn('value', exact(16), (column) => column.notNull())
    .addColumn('note', exact(200), (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .execute()
  // A call asks for its number, all beginnings of it and its country at once; each is found by its value.
  await newIndex(db, 'blocks_by_value').unique().on('blocks').columns(['value', 'kind']).execute()
  await withId('passes')
    .addColumn('until', exact(24), (column) => column.notNull())
    .addColumn('for_kind', exact(8), (column) => column.notNull())
    .addColumn('for_value', exact(200), (column) => column.notNull())
    .addColumn('how', exact(8), (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .addColumn('ended_at', exact(24))
    .execute()
  // Those that have not ended are the last of them.
  await newIndex(db, 'passes_by_end').on('passes').columns(['until', 'ended_at']).execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['passes', 'blocks']) await db.schema.dropTable(table).execute()
}
