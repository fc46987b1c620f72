import { sql, type Kysely } from 'kysely'
import { hasColumn, isSqlServer as isOnSqlServer, newIndex } from './left-half-done.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const isSqlServer = isOnSqlServer(db)
  const time = isSqlServer ? sql`nvarchar(24) collate Latin1_General_100_BIN2` : 'varchar(24)'
  if (!(await hasColumn(db, 'calls', 'erased_at')))
    await db.schema.alterTable('calls').addColumn('erased_at', time).execute()
  // Conversations are listed newest first, statistics are made of a span of time: this index has all that
  // they count, so that neither reads a row.
  await newIndex(db, 'calls_by_time')
    .on('calls')
    .columns(['start_time', 'id', 'final_decision', 'call_type', 'erased_at'])
    .execute()
  await newIndex(db, 'calls_by_decision')
    .on('calls')
    .columns(['final_decision', 'start_time', 'id'])
    .execute()
  // Few at any time, and asked for by everybody who watches. SQL Server looks up the rows unless the index has
  // what it filters by: https://learn.microsoft.com/sql/relational-databases/indexes/create-filtered-indexes
  await newIndex(db, 'calls_in_progress')
    .on('calls')
    .columns(isSqlServer ? ['start_time', 'end_time'] : ['start_time'])
    .where(sql.ref('end_time'), 'is', null)
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const index of ['calls_in_progress', 'calls_by_decision', 'calls_by_time']) {
    const drop = db.schema.dropIndex(index)
    await (isOnSqlServer(db) ? drop.on('calls') : drop).execute()
  }
  await db.schema.alterTable('calls').dropColumn('erased_at').execute()
}
