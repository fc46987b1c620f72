import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { hasColumn, isSqlServer as isOnSqlServer, newIndex } from './left-half-done.ts'

const COLUMNS = { done_at: 24, owner_verdict: 16, became: 16, call_back: 32 }

export async function up(db: Kysely<unknown>): Promise<void> {
  const isSqlServer = isOnSqlServer(db)
  for (const [name, length] of Object.entries(COLUMNS)) {
    const type = isSqlServer
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
    if (!(await hasColumn(db, 'calls', name)))
      await db.schema.alterTable('calls').addColumn(name, type).execute()
  }
  await sql`update ${sql.table('calls')} set ${sql.ref('became')} = ${becameUntilNow}`.execute(db)
  // The inbox lists and counts from it, and reads no row that does not belong there.
  await newIndex(db, 'calls_by_became')
    .on('calls')
    .columns(['became', 'start_time', 'id', 'done_at', 'erased_at', 'simulated'])
    .execute()
  // Few, and all of them are asked for at once.
  await newIndex(db, 'calls_corrected')
    .on('calls')
    .columns(['start_time', 'id', 'owner_verdict'])
    .where(sql.ref('owner_verdict'), 'is not', null)
    .execute()
}

/** As `storage/became.ts` has it; of calls until now, only those of one flow could leave a message. */
const becameUntilNow = sql`case
  when final_decision in ('transferred', 'transferred_exception') then case
    when transfer_status is null then 'put_through'
    when transfer_status = 'completed' then 'answered'
    else 'missed' end
  when final_decision = 'completed' and flow = 'after-hours' and exists (
    select 1 from conversation where conversation.call_id = calls.id and speaker = 'caller')
    then 'message'
  when final_decision is not null then 'turned_away'
  else null end`

export async function down(db: Kysely<unknown>): Promise<void> {
  const isSqlServer = isOnSqlServer(db)
  for (const index of ['calls_corrected', 'calls_by_became']) {
    const drop = db.schema.dropIndex(index)
    await (isSqlServer ? drop.on('calls') : drop).execute()
  }
  for (const name of Object.keys(COLUMNS))
    await db.schema.alterTable('calls').dropColumn(name).execute()
}
