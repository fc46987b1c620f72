import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely'
import { isSqlServer as isOnSqlServer, newIndex, newTable } from './left-half-done.ts'

type Type = ColumnDataType | RawBuilder<unknown>

/**
 * SQL Server: what identifies is compared byte by byte, as SQLite does; what was spoken is searched whatever
 * its case and accents. https://learn.microsoft.com/sql/relational-databases/collations/collation-and-unicode-support
 */
const SQL_SERVER: Record<'callSid' | 'spoken' | 'document' | 'milliseconds', Type> & {
  exact(length: number): Type
} = {
  exact: (length) => sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`,
  callSid: sql`nvarchar(34) collate Latin1_General_100_BIN2`,
  spoken: sql`nvarchar(max) collate Latin1_General_100_CI_AI_SC`,
  document: sql`nvarchar(max) collate Latin1_General_100_BIN2`,
  // Its real has but seven digits. https://learn.microsoft.com/sql/t-sql/data-types/float-and-real-transact-sql
  milliseconds: sql`float(53)`,
}

const SQLITE: typeof SQL_SERVER = {
  exact: (length) => `varchar(${length})` as ColumnDataType,
  callSid: 'varchar(64)',
  spoken: 'text',
  document: 'text',
  milliseconds: 'real',
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const isSqlServer = isOnSqlServer(db)
  const { exact, callSid, spoken, document, milliseconds } = isSqlServer ? SQL_SERVER : SQLITE
  // The rows of a call lie together, and those of the calls under way lie side by side. SQL Server clusters a
  // table by its primary key unless told otherwise:
  // https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql
  const clustered = isSqlServer ? sql`` : sql`without rowid`
  await newTable(db, 'calls')
    .addColumn('id', 'integer', (column) =>
      isSqlServer ? column.identity().notNull().primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('call_sid', callSid, (column) => column.notNull().unique())
    .addColumn('caller_id', exact(128), (column) => column.notNull())
    .addColumn('called', exact(128), (column) => column.notNull())
    .addColumn('start_time', exact(24), (column) => column.notNull())
    .addColumn('end_time', exact(24))
    .addColumn('final_decision', exact(32))
    .addColumn('transfer_status', exact(16))
    .addColumn('call_type', exact(32))
    .addColumn('flow', exact(64), (column) => column.notNull())
    .addColumn('flow_version', exact(32), (column) => column.notNull())
    .addColumn('snapshot', document)
    .addColumn('updated_at', exact(24), (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('handled_seq', 'integer', (column) => column.notNull())
    .addColumn('utterances', 'integer', (column) => column.notNull())
    .execute()
  // The loop check asks for the recent calls of one caller.
  await newIndex(db, 'calls_by_caller').on('calls').columns(['caller_id', 'start_time']).execute()
  await newTable(db, 'conversation')
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('call_sid', callSid, (column) => column.notNull())
    .addColumn('turn_index', 'integer', (column) => column.notNull())
    .addColumn('speaker', exact(16), (column) => column.notNull())
    .addColumn('text', spoken, (column) => column.notNull())
    .addColumn('timestamp', exact(24), (column) => column.notNull())
    .addColumn('latency_ms', milliseconds)
    .addColumn('model_ms', milliseconds)
    .addPrimaryKeyConstraint('conversation_key', ['call_id', 'turn_index'])
    .modifyEnd(clustered)
    .execute()
  await newTable(db, 'journal')
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('call_sid', callSid, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', exact(24), (column) => column.notNull())
    .addColumn('kind', exact(16), (column) => column.notNull())
    .addColumn('webhook', exact(128))
    .addColumn('payload', document, (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_key', ['call_id', 'seq'])
    .modifyEnd(clustered)
    .execute()
  await newTable(db, 'answers')
    .addColumn('call_id', 'integer', (column) => column.notNull())
    .addColumn('call_sid', callSid, (column) => column.notNull())
    .addColumn('webhook', exact(128), (column) => column.notNull())
    .addColumn('body', document, (column) => column.notNull())
    .addColumn('at', exact(24), (column) => column.notNull())
    .addPrimaryKeyConstraint('answers_key', ['call_id', 'webhook'])
    .modifyEnd(clustered)
    .execute()
  // Answers are swept by age.
  await newIndex(db, 'answers_by_age').on('answers').column('at').execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['answers', 'journal', 'conversation', 'calls'])
    await db.schema.dropTable(table).execute()
}
