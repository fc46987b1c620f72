import { sql, type ColumnDataType, type Kysely } from 'kysely'
import { isSqlServer, newTable } from './left-half-done.ts'

/**
 * The browsers that the owner is told in, and our key pair that their push services know us by: one row, made
 * once for all processes. A receipt says which of several browsers has a notice that another has not yet.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  await newTable(db, 'vapid_keys')
    .addColumn('id', 'integer', (column) => column.notNull().primaryKey())
    .addColumn('public_key', exact(100), (column) => column.notNull())
    .addColumn('private_key', exact(50), (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .execute()
  await newTable(db, 'push_subscriptions')
    .addColumn('id', exact(32), (column) => column.notNull().primaryKey())
    .addColumn('endpoint', exact(2_000), (column) => column.notNull())
    .addColumn('p256dh', exact(100), (column) => column.notNull())
    .addColumn('auth', exact(32), (column) => column.notNull())
    .addColumn('device', exact(80), (column) => column.notNull())
    .addColumn('created_at', exact(24), (column) => column.notNull())
    .addColumn('told_at', exact(24))
    .addColumn('failure', exact(200))
    .execute()
  await newTable(db, 'push_receipts')
    .addColumn('notice', exact(64), (column) => column.notNull())
    .addColumn('subscription_id', exact(32), (column) => column.notNull())
    .addColumn('at', exact(24), (column) => column.notNull())
    .addPrimaryKeyConstraint('push_receipts_key', ['notice', 'subscription_id'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['push_receipts', 'push_subscriptions', 'vapid_keys'])
    await db.schema.dropTable(table).execute()
}
