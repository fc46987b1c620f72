/**
 * Answers for a SQL Server out of SQLite files: what is asked for in Transact-SQL comes from a real database,
 * through tedious and back. It knows the part of the language that we use, and refuses nothing else.
 */
import Sqlite from 'better-sqlite3'
import type { Answer, Asked } from './listen.ts'
import type { Column, Value } from './tokens.ts'

/** One at a time writes, as in SQLite itself. */
interface Writing {
  connection: number
  over: Promise<void>
  end: () => void
}

export function sqliteBehind(file: string) {
  const databases = new Map<number, Sqlite.Database>()
  /** Who writes, and who waits to. */
  const line: Writing[] = []
  /** Who has the application lock, and who waits for it. */
  const locking: Writing[] = []

  async function answer(asked: Asked): Promise<Answer> {
    const { connection } = asked
    if (asked.what === 'login') {
      const database = new Sqlite(file)
      database.pragma('journal_mode = WAL')
      // Nobody looks at the file after the machine has died.
      database.pragma('synchronous = OFF')
      databases.set(connection, database)
      return { changed: 0 }
    }
    const database = databases.get(connection)!
    if (asked.what === 'begin') {
      await beginWriting(connection)
      if (!database.open) return nobody(connection)
      database.exec('begin immediate')
      return { changed: 0 }
    }
    if (asked.what !== 'statement') {
      if (!database.inTransaction)
        return { errors: [{ number: 3903, message: 'ROLLBACK has no corresponding BEGIN' }] }
      database.exec(asked.what)
      endWriting(connection)
      return { changed: 0 }
    }
    const lock = /sp_(get|release)applock .*?(?:@LockTimeout = (\d+)|$)/s.exec(asked.sql)
    if (lock) return appLock(connection, lock[1]!, Number(lock[2] ?? 0))
    // https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-8003-database-engine-error
    if (asked.parameters.length > 2_100)
      return { errors: [{ number: 8003, message: 'The incoming request has too many parameters' }] }
    const isWriting = /^\s*(insert|update|delete|create|alter|drop)\b/i.test(asked.sql)
    const isAlone = isWriting && !database.inTransaction
    if (isAlone) await beginWriting(connection)
    if (!database.open) return nobody(connection)
    try {
      return run(database, asked)
    } catch (error) {
      const rolledBack = database.inTransaction
      // XACT_ABORT is on.
      if (rolledBack) {
        database.exec('rollback')
        endWriting(connection)
      }
      return { errors: [toServerError(error as { code?: string; message: string })], rolledBack }
    } finally {
      if (isAlone) endWriting(connection)
    }
  }

  /** An application lock, of which there is one. */
  async function appLock(connection: number, what: string, forMs: number): Promise<Answer> {
    if (what === 'release') {
      leaveLock(connection)
      return { changed: 0 }
    }
    const before = locking.at(-1)
    if (before && forMs === 0) return { columns: [GRANTED], rows: [[-1]] }
    const { promise, resolve } = Promise.withResolvers<void>()
    locking.push({ connection, over: promise, end: resolve })
    await before?.over
    return { columns: [GRANTED], rows: [[1]] }
  }

  function leaveLock(connection: number): void {
    const index = locking.findIndex((one) => one.connection === connection)
    if (index >= 0) locking.splice(index, 1)[0]!.end()
  }

  /** Gone while it waited. */
  function nobody(connection: number): Answer {
    endWriting(connection)
    return 'drop'
  }

  async function beginWriting(connection: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = line.at(-1)
    line.push({ connection, over: promise, end: resolve })
    await before?.over
  }

  function endWriting(connection: number): void {
    if (line[0]?.connection === connection) line.shift()!.end()
  }

  return {
    answer,
    /** A transaction whose client is gone is rolled back. */
    gone(connection: number): void {
      databases.get(connection)?.close()
      databases.delete(connection)
      endWriting(connection)
      leaveLock(connection)
    },
  }
}

const GRANTED: Column = { name: 'granted', type: 'integer' }

function run(database: Sqlite.Database, { sql, parameters }: { sql: string; parameters: Value[] }) {
  // SQLite's columns have no length.
  if (/^alter table "\w+" alter column /.test(sql)) return { changed: 0 }
  if (sql.includes('"sys"."tables"')) return tables(database)
  const statement = database.prepare(toSqlite(sql))
  const values = parameters.length
    ? [Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]))]
    : []
  if (!statement.reader) return { changed: statement.run(...values).changes }
  const rows = statement.raw().all(...values) as Value[][]
  const columns = statement.columns().map(({ name, type }, index): Column => {
    // What is no column has the type of what it is.
    const isText = type === null && rows.some((row) => typeof row[index] === 'string')
    return { name, type: isText ? 'text' : toColumnType(type) }
  })
  return { columns, rows }
}

function toSqlite(sql: string): string {
  const most = /^select top\((\d+)\)/.exec(sql)?.[1]
  return (
    sql
      .replace(/^select top\(\d+\)/, 'select')
      // Of a query within a query.
      .replace(/\(select top\((\d+)\) ([^()]*)\)/g, '(select $2 limit $1)')
      .replace(/ with \(updlock, rowlock\)/g, '')
      .replace(/ collate Latin1_General_100_\w+/g, '')
      .replace(
        /"id" integer identity not null primary key/,
        '"id" integer primary key autoincrement',
      )
      .replace(/nvarchar\(max\)/g, 'text')
      .replace(/\bscope_identity\(\)/g, 'last_insert_rowid()')
      .replace(/^exec sp_rename '(\w+)', '(\w+)'$/, 'alter table "$1" rename to "$2"')
      .replace(/^(drop index "\w+") on "\w+"/, '$1') + (most ? ` limit ${most}` : '')
  )
}

function toColumnType(declared: string | null): Column['type'] {
  if (declared === null || /^integer/i.test(declared)) return 'integer'
  return /^(float|real)/i.test(declared) ? 'float' : 'text'
}

/** What Kysely asks about before it migrates. */
function tables(database: Sqlite.Database): Answer {
  const names = database
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all() as string[]
  const text = [
    'table_name',
    'table_type',
    'table_schema_name',
    'column_name',
    'type_name',
    'type_schema_name',
  ]
  return {
    columns: text.map((name) => ({ name, type: 'text' })),
    rows: names.map((name) => [name, 'U ', 'dbo', 'name', 'nvarchar', 'sys']),
  }
}

function toServerError({ code, message }: { code?: string; message: string }) {
  const isDuplicate = code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
  return { number: isDuplicate ? 2627 : 50_000, message }
}
