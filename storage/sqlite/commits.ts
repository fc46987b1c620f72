/** Works that arrive together are committed together: the flush to disk is what a commit costs. */
import type { Kysely, QueryResult } from 'kysely'
import type Sqlite from 'better-sqlite3'
import type { Work } from '../database.ts'
import { runDirectly } from '../prepared.ts'
import type { Schema } from '../schema.ts'
import type { Flush } from './flush.ts'
import { createLockPatience, isLocked } from './lock-patience.ts'

/** What Kysely's dialect needs of a database, and we. */
export type Statements = Pick<Sqlite.Database, 'prepare' | 'close'>

interface Waiting {
  work: Work<unknown>
  /** Whether it waits for the disk, or for the operating system only. */
  durable: boolean
  resolve: (result: unknown) => void
  reject: (reason: unknown) => void
}

/** Rounds of the event loop that a commit waits at most; at rest a round takes microseconds. */
const MOST_ROUNDS = 8

export interface CommitsDependencies {
  queries: Kysely<Schema>
  statements: Statements
  /** Undefined where there is no file. */
  flush: Flush | undefined
  /** How long another writer is waited for. */
  patienceMs: number
}

/** Resolves with what the work does, in a transaction of its own or with others. */
export type Commit = <Result>(work: Work<Result>, durable: boolean) => Promise<Result>

export function createCommits({
  queries,
  statements,
  flush,
  patienceMs,
}: CommitsDependencies): Commit {
  const patience = createLockPatience(patienceMs)
  const waiting: Waiting[] = []

  /** As long as each round of the event loop brings more, waits another: one flush will do for all. */
  function commitWhenQuiet(before: number, rounds: number): void {
    setImmediate(() => {
      if (waiting.length > before && rounds < MOST_ROUNDS)
        commitWhenQuiet(waiting.length, rounds + 1)
      else void commitTogether()
    })
  }

  /** Where another process writes, all wait for it together, and those who come meanwhile with them. */
  async function commitTogether(): Promise<void> {
    try {
      await queries.connection().execute(async (connection) => {
        runDirectly(connection, (sql, parameters) => run(statements.prepare(sql), parameters))
        begin(statements)
        patience.got()
        await commitAll(connection, waiting.splice(0))
      })
    } catch (error) {
      const pauseMs = isLocked(error) ? patience.missed() : null
      if (pauseMs !== null) setTimeout(() => void commitTogether(), pauseMs)
      else for (const { reject } of waiting.splice(0)) reject(error)
    }
  }

  /** In the transaction that is open. */
  async function commitAll(connection: Kysely<Schema>, batch: Waiting[]): Promise<void> {
    try {
      const results = await toTheEnd(statements, async () => {
        const done: unknown[] = []
        for (const { work } of batch) done.push(await work(connection))
        return done
      })
      batch.forEach((one, index) => settle(one, results[index]))
    } catch {
      // One of them failed and took the others along: now each for itself.
      for (const [index, one] of batch.entries()) {
        try {
          begin(statements)
        } catch (error) {
          // Another process was quicker: the rest waits for it.
          waiting.unshift(...batch.slice(index))
          throw error
        }
        await toTheEnd(statements, () => one.work(connection)).then(
          (result) => settle(one, result),
          one.reject,
        )
      }
    }
  }

  function settle({ durable, resolve, reject }: Waiting, result: unknown): void {
    if (durable && flush) flush().then(() => resolve(result), reject)
    else resolve(result)
  }

  return function commit<Result>(work: Work<Result>, durable: boolean) {
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ work, durable, resolve: resolve as Waiting['resolve'], reject })
      if (waiting.length > 1) return
      const pauseMs = patience.pauseMs()
      if (pauseMs > 0) setTimeout(() => void commitTogether(), pauseMs)
      else commitWhenQuiet(0, 0)
    })
  }
}

/** As Kysely's driver tells it. */
function run(statement: Sqlite.Statement, parameters: unknown[]): QueryResult<unknown> {
  if (statement.reader) return { rows: statement.all(parameters) }
  const { changes, lastInsertRowid } = statement.run(parameters)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

/** `immediate`: a transaction that reads first and then writes could not wait for another writer. */
function begin(statements: Statements): void {
  statements.prepare('begin immediate').run()
}

/** Commits what has begun, or rolls it back. */
async function toTheEnd<Result>(
  statements: Statements,
  work: () => Promise<Result>,
): Promise<Result> {
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
