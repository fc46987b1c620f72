import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer as isOnSqlServer, newIndex, newTable } from './left-half-done.ts'

/**
 * What the owner is to be told, each once for a call and kind; and each on its way by a channel. Neither has a
 * number or a word in it: what a notice says is read from the call as it is sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isSqlServer = isOnSqlServer(db)
  const exact = (length: number) =>
    isSqlServer
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'notices')
    .addColumn('id', 'integer', (column) =>
      isSqlServer ? column.identity().notNull().primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('kind', exact(16), (column) => column.notNull())
    .addColumn('at', exact(24), (column) => column.notNull())
    .addColumn('routed_at', exact(24))
    .execute()
  await newIndex(db, 'notices_by_call')
    .unique()
    .on('notices')
    .columns(['call_id', 'kind'])
    .execute()
  // Few at any time, and asked for every few seconds. SQL Server looks up the rows unless the index has what it
  // filters by: https://learn.microsoft.com/sql/relational-databases/indexes/create-filtered-indexes
  await newIndex(db, 'notices_to_route')
    .on('notices')
    .columns(isSqlServer ? ['at', 'routed_at'] : ['at'])
    .where(sql.ref('routed_at'), 'is', null)
    .execute()
  await newTable(db, 'deliveries')
    .addColumn('notice_id', 'integer', (column) => column.notNull())
    .addColumn('channel', exact(16), (column) => column.notNull())
    .addColumn('state', exact(16), (column) => column.notNull())
    .addColumn('due_at', exact(24), (column) => column.notNull())
    .addColumn('until', exact(24), (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('failure', exact(200))
    .addColumn('updated_at', exact(24), (column) => column.notNull())
    .addPrimaryKeyConstraint('deliveries_key', ['notice_id', 'channel'])
    .execute()
  await newIndex(db, 'deliveries_due')
    .on('deliveries')
    .columns(['state', 'channel', 'due_at'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['deliveries', 'notices']) await db.schema.dropTable(table).execute()
}
