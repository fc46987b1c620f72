import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('calls').addColumn('erased_at', 'varchar(24)').execute()
  // Conversations are listed newest first, statistics are made of a span of time: this index has all that
  // they count, so that neither reads a row.
  await db.schema
    .createIndex('calls_by_time')
    .on('calls')
    .columns(['start_time', 'id', 'final_decision', 'call_type', 'erased_at'])
    .execute()
  await db.schema
    .createIndex('calls_by_decision')
    .on('calls')
    .columns(['final_decision', 'start_time', 'id'])
    .execute()
  // Few at any time, and asked for by everybody who watches.
  await db.schema
    .createIndex('calls_in_progress')
    .on('calls')
    .columns(['start_time'])
    .where(sql.ref('end_time'), 'is', null)
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const index of ['calls_in_progress', 'calls_by_decision', 'calls_by_time'])
    await db.schema.dropIndex(index).execute()
  await db.schema.alterTable('calls').dropColumn('erased_at').execute()
}
