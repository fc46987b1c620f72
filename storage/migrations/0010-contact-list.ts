import { sql, type Kysely } from 'kysely'
import { newTable } from './left-half-done.ts'

/** One row: how often the exception list has been changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await newTable(db, 'contact_list')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
  const table = sql.table('contact_list')
  const [id, version] = ['id', 'version'].map((name) => sql.ref(name))
  await sql`insert into ${table} (${id}, ${version})
    select 1, 0 where not exists (select ${id} from ${table})`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('contact_list').execute()
}
