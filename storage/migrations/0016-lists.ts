import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newIndex, newTable } from './left-half-done.ts'

/**
 * Lists of numbers that others have reported: what a list does, its numbers with how often each was reported, and what
 * was read of it already, so that no report counts twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  // In the order of its key, with no second copy beside it: SQL Server's tables are so by themselves.
  const table = (name: string) =>
    isSqlServer(db) ? newTable(db, name) : newTable(db, name).modifyEnd(sql`without rowid`)
  await newTable(db, 'lists')
    .addColumn('name', exact(32), (column) => column.notNull().primaryKey())
    .addColumn('source', exact(16), (column) => column.notNull())
    .addColumn('act_as', exact(16), (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .addColumn('read_at', exact(24))
    .addColumn('due_at', exact(24))
    .addColumn('lease_until', exact(24))
    .addColumn('failure', exact(200))
    .execute()
  await table('listed_numbers')
    .addColumn('phone_number', exact(16), (column) => column.notNull())
    .addColumn('list', exact(32), (column) => column.notNull())
    .addColumn('reports', 'integer', (column) => column.notNull())
    .addColumn('last_at', exact(24), (column) => column.notNull())
    .addPrimaryKeyConstraint('listed_numbers_key', ['phone_number', 'list'])
    .execute()
  await newIndex(db, 'listed_numbers_by_list')
    .on('listed_numbers')
    .columns(['list', 'last_at'])
    .execute()
  await table('listed_reports')
    .addColumn('list', exact(32), (column) => column.notNull())
    .addColumn('report_key', 'bigint', (column) => column.notNull())
    .addColumn('day', exact(10), (column) => column.notNull())
    .addPrimaryKeyConstraint('listed_reports_key', ['list', 'report_key'])
    .execute()
  await newIndex(db, 'listed_reports_by_day')
    .on('listed_reports')
    .columns(['list', 'day'])
    .execute()
  await newTable(db, 'list_files')
    .addColumn('list', exact(32), (column) => column.notNull())
    .addColumn('name', exact(64), (column) => column.notNull())
    .addColumn('etag', exact(200))
    .addColumn('modified', exact(64))
    .addColumn('read_at', exact(24), (column) => column.notNull())
    .addPrimaryKeyConstraint('list_files_key', ['list', 'name'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['list_files', 'listed_reports', 'listed_numbers', 'lists'])
    await db.schema.dropTable(table).execute()
}
