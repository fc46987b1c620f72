import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { dropIndex, hasColumn, isSqlServer, newIndex } from './left-half-done.ts'

const COLUMNS = { prefix: 16, hours: 200, language: 35 }

/** For whom else an entry stands, when it passes, and in which language it is spoken to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, length] of Object.entries(COLUMNS)) {
    const type = isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
    if (!(await hasColumn(db, 'exception_phone_numbers', name)))
      await db.schema.alterTable('exception_phone_numbers').addColumn(name, type).execute()
  }
  // Every call that comes in asks for the beginnings of its number.
  await newIndex(db, 'contacts_by_prefix')
    .on('exception_phone_numbers')
    .columns(['prefix', 'is_active'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropIndex(db, 'contacts_by_prefix', 'exception_phone_numbers')
  for (const name of Object.keys(COLUMNS))
    await db.schema.alterTable('exception_phone_numbers').dropColumn(name).execute()
}
