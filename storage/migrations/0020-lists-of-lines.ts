import { sql, type ColumnDataType, type CreateTableBuilder, type Kysely } from 'kysely'
import { hasColumn, hasTable, isSqlServer, newIndex, newTable } from './left-half-done.ts'

const TABLE = 'exception_phone_numbers'
const REBUILT = 'exception_phone_numbers_rebuilt'
const INDEX = 'contacts_by_prefix'

const COLUMNS = {
  contact_name: 200,
  category: 50,
  is_active: null,
  created_at: 24,
  updated_at: 24,
  prefix: 16,
  hours: 200,
  language: 35,
}
const MAY_BE_NULL = new Set(['prefix', 'hours', 'language'])

/**
 * On which exception list a contact stands: a line may have its own. It is in the key, which SQLite changes in no table,
 * and whose name SQL Server has made up: the table is made anew on both.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(await hasColumn(db, TABLE, 'line'))) await rebuild(db, true)
  // Every call that comes in asks for the beginnings of its number.
  await newIndex(db, INDEX).on(TABLE).columns(['prefix', 'line', 'is_active']).execute()
}

/** The contacts of lists of their own are lost: on the one list that is left they would get through on every line. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await rebuild(db, false)
  await newIndex(db, INDEX).on(TABLE).columns(['prefix', 'is_active']).execute()
}

async function rebuild(db: Kysely<unknown>, withLine: boolean): Promise<void> {
  const kept = await madeByOthers(db)
  // A process that died may have come so far that only the name is missing.
  if (await hasTable(db, TABLE)) {
    await create(db, withLine)
    await copy(db, withLine)
    await db.schema.dropTable(TABLE).execute()
  }
  await rename(db)
  for (const text of kept) await sql.raw(text).execute(db)
}

async function rename(db: Kysely<unknown>): Promise<void> {
  if (isSqlServer(db)) {
    await sql`exec sp_rename ${sql.lit(REBUILT)}, ${sql.lit(TABLE)}`.execute(db)
    return
  }
  // Else a view or a trigger of somebody's that names the table stops it, for just now there is none of that name:
  // https://sqlite.org/pragma.html#pragma_legacy_alter_table
  await sql`pragma legacy_alter_table = on`.execute(db)
  try {
    await db.schema.alterTable(REBUILT).renameTo(TABLE).execute()
  } finally {
    await sql`pragma legacy_alter_table = off`.execute(db)
  }
}

/** Indexes and triggers of whoever looks after the file: SQLite drops them with the table. */
async function madeByOthers(db: Kysely<unknown>): Promise<string[]> {
  if (isSqlServer(db)) return []
  const { rows } = await sql<{ text: string }>`select sql as text from sqlite_master
    where tbl_name = ${TABLE} and type in ('index', 'trigger') and sql is not null and name <> ${INDEX} order by rowid`.execute(
    db,
  )
  return rows.map(({ text }) => text)
}

async function create(db: Kysely<unknown>, withLine: boolean): Promise<void> {
  /** Compared and ordered byte by byte, as SQLite does. */
  const exact = (length: number) =>
    isSqlServer(db)
      ? sql`nvarchar(${sql.lit(length)}) collate Latin1_General_100_BIN2`
      : (`varchar(${length})` as ColumnDataType)
  let table: CreateTableBuilder<string, string> = newTable(db, REBUILT).addColumn(
    'phone_number',
    exact(16),
    (column) => (withLine ? column.notNull() : column.primaryKey()),
  )
  if (withLine)
    table = table.addColumn('line', exact(16), (column) => column.notNull().defaultTo(''))
  for (const [name, length] of Object.entries(COLUMNS))
    table = table.addColumn(name, length === null ? 'integer' : exact(length), (column) =>
      MAY_BE_NULL.has(name) ? column : column.notNull(),
    )
  if (withLine) table = table.addPrimaryKeyConstraint('contacts_key', ['phone_number', 'line'])
  await table.execute()
}

/** Those of before are on the list of all. */
async function copy(db: Kysely<unknown>, withLine: boolean): Promise<void> {
  const names = ['phone_number', ...Object.keys(COLUMNS)].map((name) => sql.ref(name))
  const columns = sql.join(names)
  const [table, rebuilt] = [sql.table(TABLE), sql.table(REBUILT)]
  const number = sql.ref('phone_number')
  const kept = withLine
    ? sql`${number} not in (select ${number} from ${rebuilt})`
    : sql`${sql.ref('line')} = ''`
  await sql`insert into ${rebuilt} (${columns}) select ${columns} from ${table} where ${kept}`.execute(
    db,
  )
}
