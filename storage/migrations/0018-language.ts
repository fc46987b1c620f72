import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { hasColumn, isSqlServer } from './left-half-done.ts'

/** What was spoken with the caller, a BCP 47 tag; null of calls from before they had a language. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const type = isSqlServer(db)
    ? sql`nvarchar(35) collate Latin1_General_100_BIN2`
    : ('varchar(35)' as ColumnDataType)
  if (!(await hasColumn(db, 'calls', 'language')))
    await db.schema.alterTable('calls').addColumn('language', type).execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('calls').dropColumn('language').execute()
}
