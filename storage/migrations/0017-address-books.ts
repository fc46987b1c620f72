import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/**
 * The address book that contacts come from: how far it was read, its cards with their numbers, and which contacts were
 * made of them, as they were written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  const text = isSqlServer(db) ? sql`nvarchar(max)` : ('text' as ColumnDataType)
  await newTable(db, 'address_book')
    .addColumn('id', 'integer', (column) => column.notNull().primaryKey())
    .addColumn('url', text)
    .addColumn('token', text)
    .addColumn('read_at', exact(24))
    .addColumn('due_at', exact(24))
    .addColumn('lease_until', exact(24))
    .addColumn('failure', exact(200))
    .execute()
  await newTable(db, 'address_cards')
    .addColumn('href', exact(400), (column) => column.notNull().primaryKey())
    .addColumn('etag', exact(200), (column) => column.notNull())
    // JSON: what it says of people and groups.
    .addColumn('card', text, (column) => column.notNull())
    .execute()
  await newTable(db, 'synced_contacts')
    .addColumn('phone_number', exact(16), (column) => column.notNull().primaryKey())
    .addColumn('written_at', exact(24), (column) => column.notNull())
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['synced_contacts', 'address_cards', 'address_book'])
    await db.schema.dropTable(table).execute()
}
