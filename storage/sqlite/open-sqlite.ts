/** SQLite in one file: WAL, durable at commit, several turns to one commit. */
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, type QueryResult } from 'kysely'
import type { Database, Work } from '../database.ts'
import { createFlush } from './flush.ts'
import { runDirectly } from '../prepared.ts'
import type { Schema } from '../schema.ts'
import { ConciergeError } from '../concierge-error.ts'

/** The file cannot be opened or created, or it is no database. */
export class OpenDatabaseError extends ConciergeError {
  readonly code = 'OPEN_DATABASE'
  readonly disposition = 'refuse'
  constructor(path: string, cause: Error) {
    super(`The database ${path} cannot be opened: ${cause.message}`, { cause })
  }
}

interface Waiting {
  work: Work<unknown>
  /** Whether it waits for the disk, or for the operating system only. */
  durable: boolean
  resolve: (result: unknown) => void
  reject: (reason: unknown) => void
}

/** Rounds of the event loop that a commit waits at most; at rest a round takes microseconds. */
const MOST_ROUNDS = 8

/**
 * Opens or creates the file. Several processes may share it: a writer waits for the other up to `busyTimeoutMs`.
 * Throws `OpenDatabaseError`.
 */
export function openSqlite(path: string, busyTimeoutMs = 4_000): Database {
  const file = openFile(path, busyTimeoutMs)
  file.pragma('foreign_keys = ON')
  file.pragma('cache_size = -16000')
  file.pragma('wal_autocheckpoint = 4000')
  // What is erased is overwritten, wherever that takes no further page.
  file.pragma('secure_delete = FAST')
  const statements = rememberingStatements(file)
  const queries = new Kysely<Schema>({ dialect: new SqliteDialect({ database: statements }) })

  // In WAL mode FULL adds to NORMAL one flush of the log at each commit, for which all would wait:
  // https://sqlite.org/pragma.html#pragma_synchronous. We do the same flush off the event loop.
  file.pragma('synchronous = NORMAL')
  const flush = file.memory ? undefined : createFlush(`${file.name}-wal`)
  const waiting: Waiting[] = []

  /** As long as each round of the event loop brings more, waits another: one flush will do for all. */
  function commitWhenQuiet(before: number, rounds: number): void {
    setImmediate(() => {
      if (waiting.length > before && rounds < MOST_ROUNDS)
        commitWhenQuiet(waiting.length, rounds + 1)
      else void commitTogether()
    })
  }

  /** Turns that arrive together are committed together: the flush to disk is what a commit costs. */
  async function commitTogether(): Promise<void> {
    const batch = waiting.splice(0)
    try {
      await queries.connection().execute(async (connection) => {
        runDirectly(connection, (sql, parameters) => run(statements.prepare(sql), parameters))
        try {
          const results = await inTransaction(statements, async () => {
            const done: unknown[] = []
            for (const { work } of batch) done.push(await work(connection))
            return done
          })
          batch.forEach((one, index) => settle(one, results[index]))
        } catch {
          // One of them failed and took the others along: now each for itself.
          for (const one of batch)
            await inTransaction(statements, () => one.work(connection)).then(
              (result) => settle(one, result),
              one.reject,
            )
        }
      })
    } catch (error) {
      // No connection at all. Whoever has its answer already is not touched by a second one.
      for (const { reject } of batch) reject(error)
    }
  }

  function settle({ durable, resolve, reject }: Waiting, result: unknown): void {
    if (durable && flush) flush().then(() => resolve(result), reject)
    else resolve(result)
  }

  async function close(): Promise<void> {
    await flush?.close()
    await queries.destroy()
  }

  function enqueue<Result>(work: Work<Result>, durable: boolean): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ work, durable, resolve: resolve as Waiting['resolve'], reject })
      if (waiting.length === 1) commitWhenQuiet(0, 0)
    })
  }

  return {
    queries,
    write: (work) => enqueue(work, true),
    writeOne: (work) => enqueue(work, true),
    jot: (work) => enqueue(work, false),
    batches: null,
    // What keeps a file from being read or written keeps nobody waiting.
    isOutOfReach: () => false,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function openFile(path: string, timeout: number): Sqlite.Database {
  try {
    const file = new Sqlite(path, { timeout })
    file.pragma('journal_mode = WAL')
    return file
  } catch (error) {
    throw new OpenDatabaseError(path, error as Error)
  }
}

/** What Kysely's dialect needs of a database, and we. */
type Statements = Pick<Sqlite.Database, 'prepare' | 'close'>

/** Preparing a statement takes SQLite longer than running it, and Kysely prepares anew each time. */
function rememberingStatements(file: Sqlite.Database): Statements {
  const statements = new Map<string, Sqlite.Statement>()
  const most = 200
  return {
    prepare(source: string) {
      const known = statements.get(source)
      if (known) return known
      const statement = file.prepare(source)
      if (statements.size >= most) statements.clear()
      statements.set(source, statement)
      return statement
    },
    close: () => file.close(),
  } as Statements
}

/** As Kysely's driver tells it. */
function run(statement: Sqlite.Statement, parameters: unknown[]): QueryResult<unknown> {
  if (statement.reader) return { rows: statement.all(parameters) }
  const { changes, lastInsertRowid } = statement.run(parameters)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

/** `immediate`: a transaction that reads first and then writes could not wait for another writer. */
async function inTransaction<Result>(
  statements: Statements,
  work: () => Promise<Result>,
): Promise<Result> {
  statements.prepare('begin immediate').run()
  try {
    const result = await work()
    statements.prepare('commit').run()
    return result
  } catch (error) {
    rollBack(statements)
    throw error
  }
}

function rollBack(statements: Statements): void {
  try {
    statements.prepare('rollback').run()
  } catch {
    // After some errors, a full disk for one, SQLite has rolled back by itself.
  }
}
