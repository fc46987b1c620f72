import { sql, type Kysely } from 'kysely'

/** The rows of a call lie together, and those of the calls under way lie side by side. */
const clustered = sql`without rowid`

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calls')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('call_sid', 'varchar(64)', (column) => column.notNull().unique())
    .addColumn('caller_id', 'varchar(128)', (column) => column.notNull())
    .addColumn('called', 'varchar(128)', (column) => column.notNull())
    .addColumn('start_time', 'varchar(24)', (column) => column.notNull())
    .addColumn('end_time', 'varchar(24)')
    .addColumn('final_decision', 'varchar(32)')
    .addColumn('transfer_status', 'varchar(16)')
    .addColumn('call_type', 'varchar(32)')
    .addColumn('flow', 'varchar(64)', (column) => column.notNull())
    .addColumn('flow_version', 'varchar(32)', (column) => column.notNull())
    .addColumn('snapshot', 'text')
    .addColumn('updated_at', 'varchar(24)', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('handled_seq', 'integer', (column) => column.notNull())
    .addColumn('utterances', 'integer', (column) => column.notNull())
    .execute()
  // The loop check asks for the recent calls of one caller.
  await db.schema
    .createIndex('calls_by_caller')
    .on('calls')
    .columns(['caller_id', 'start_time'])
    .execute()
  await db.schema
    .createTable('conversation')
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('call_sid', 'varchar(64)', (column) => column.notNull())
    .addColumn('turn_index', 'integer', (column) => column.notNull())
    .addColumn('speaker', 'varchar(16)', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('timestamp', 'varchar(24)', (column) => column.notNull())
    .addColumn('latency_ms', 'real')
    .addColumn('model_ms', 'real')
    .addPrimaryKeyConstraint('conversation_key', ['call_id', 'turn_index'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('journal')
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('call_sid', 'varchar(64)', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(24)', (column) => column.notNull())
    .addColumn('kind', 'varchar(16)', (column) => column.notNull())
    .addColumn('webhook', 'varchar(128)')
    .addColumn('payload', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_key', ['call_id', 'seq'])
    .modifyEnd(clustered)
    .execute()
  await db.schema
    .createTable('answers')
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('call_sid', 'varchar(64)', (column) => column.notNull())
    .addColumn('webhook', 'varchar(128)', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('at', 'varchar(24)', (column) => column.notNull())
    .addPrimaryKeyConstraint('answers_key', ['call_id', 'webhook'])
    .modifyEnd(clustered)
    .execute()
  // Answers are swept by age.
  await db.schema.createIndex('answers_by_age').on('answers').column('at').execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['answers', 'journal', 'conversation', 'calls'])
    await db.schema.dropTable(table).execute()
}
