import { MssqlAdapter, sql, type Kysely } from 'kysely'

const TABLES = ['calls', 'conversation', 'journal', 'answers']

/** Other providers' ids are longer than Twilio's. SQLite's text is as long as it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widen(db, 128)
}

/** Fails where a longer one is stored. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await widen(db, 34)
}

/**
 * Also under a unique constraint: https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#alter-column
 */
async function widen(db: Kysely<unknown>, length: number): Promise<void> {
  if (!(db.getExecutor().adapter instanceof MssqlAdapter)) return
  for (const table of TABLES)
    await sql`alter table ${sql.table(table)} alter column "call_sid" nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2 not null`.execute(
      db,
    )
}
