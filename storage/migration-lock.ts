/** One process at a time changes the schema; another that starts meanwhile waits, however long that takes. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import { isSqlServer } from './dialect.ts'

/** Longer than any change of the schema: a lock that is held for so long is held by nobody who is well. */
const PATIENCE_MS = 9 * 60 * 1000
const PAUSE_MS = 200

/** `onWait` is told, once, that another process is at it. Throws where that goes on for nine minutes. */
export function alone<Result>(
  queries: Kysely<Schema>,
  onWait: () => void,
  work: (connection: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  const inLock = isSqlServer(queries) ? inAppLock : inTransaction
  return queries.connection().execute((connection) => inLock(connection, onWait, work))
}

type InLock = typeof inTransaction

/**
 * As `public`: as `dbo`, which Kysely asks as, only its members and owners may.
 * https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql
 */
const inAppLock: InLock = async (connection, onWait, work) => {
  if (!(await isGranted(connection, 0))) {
    onWait()
    if (!(await isGranted(connection, PATIENCE_MS))) throw new Error(TOO_LONG)
  }
  try {
    return await work(connection)
  } finally {
    await sql`exec sp_releaseapplock @Resource = 'voice-concierge migrations', @LockOwner = 'Session', @DbPrincipal = 'public'`
      .execute(connection)
      .catch(() => {
        // With the connection the lock is gone as well; what went wrong before is what counts.
      })
  }
}

async function isGranted(connection: Kysely<Schema>, forMs: number): Promise<boolean> {
  const { rows } = await sql<{ granted: number }>`declare @granted int
exec @granted = sp_getapplock @Resource = 'voice-concierge migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = ${sql.lit(forMs)}, @DbPrincipal = 'public'
select @granted as "granted"`.execute(connection)
  return rows[0]!.granted >= 0
}

/** All of SQLite's changes of a schema fit into a transaction. https://sqlite.org/lang_transaction.html */
async function inTransaction<Result>(
  connection: Kysely<Schema>,
  onWait: () => void,
  work: (connection: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + PATIENCE_MS
  for (let isTold = false; !(await hasBegun(connection)); isTold = true) {
    if (!isTold) onWait()
    if (performance.now() > until) throw new Error(TOO_LONG)
    await delay(PAUSE_MS)
  }
  try {
    const result = await work(connection)
    await sql`commit`.execute(connection)
    return result
  } catch (error) {
    await sql`rollback`.execute(connection).catch(() => undefined)
    throw error
  }
}

/** False where another process writes, for longer than a writer waits. */
async function hasBegun(connection: Kysely<Schema>): Promise<boolean> {
  try {
    await sql`begin immediate`.execute(connection)
    return true
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) return false
    throw error
  }
}

const TOO_LONG =
  'Another process has been changing the schema for nine minutes: see what holds it up'
