import type { Kysely } from 'kysely'

/** One row: how often the exception list has been changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('contact_list')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
  const table = db as Kysely<{ contact_list: { id: number; version: number } }>
  await table.insertInto('contact_list').values({ id: 1, version: 0 }).execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('contact_list').execute()
}
