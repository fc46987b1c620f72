import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('exception_phone_numbers')
    .addColumn('phone_number', 'varchar(16)', (column) => column.primaryKey())
    .addColumn('contact_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('category', 'varchar(50)', (column) => column.notNull())
    .addColumn('is_active', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'varchar(24)', (column) => column.notNull())
    .addColumn('updated_at', 'varchar(24)', (column) => column.notNull())
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('exception_phone_numbers').execute()
}
