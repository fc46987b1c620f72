/** A database with our schema in it, whichever kind it is. */
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { isSqlServer } from './dialect.ts'
import { ConciergeError } from './concierge-error.ts'
import { alone } from './migration-lock.ts'
import type { Schema } from './schema.ts'
import type { Batches } from './batches.ts'

/** What the rest of storage is written against; a transaction fits where a `Queries` is asked for. */
export type Queries = Kysely<Schema>

/** A transaction's work. It may run more than once, so it touches nothing but the database. */
export type Work<Result> = (queries: Queries) => Promise<Result>

export interface Database extends AsyncDisposable {
  /** For reading. */
  queries: Queries
  /** Runs the work in one transaction; what it resolves with is on disk by then. */
  write<Result>(work: Work<Result>): Promise<Result>
  /**
   * The same, safe from the death of the process at once, and from that of the machine with the next
   * `write`: for what nobody has been answered for yet.
   */
  jot<Result>(work: Work<Result>): Promise<Result>
  /** The same as `write` for a work of one statement, which is a transaction by itself. */
  writeOne<Result>(work: Work<Result>): Promise<Result>
  /** What a turn writes, where each statement would be a round trip; null where one costs next to nothing. */
  batches: Batches | null
  /** Whether an error of it tells that it could not be asked at all, however long that was tried. */
  isOutOfReach(error: unknown): boolean
  /** Rejects where what is written now would be lost: its file has been deleted. A server looks to that itself. */
  lookAtPlace(): Promise<void>
  /**
   * Of what was erased nothing is left in a file, as far as the database is one. Rejects where others keep it from
   * that: to be tried again. A server's own pages and log are its own matter.
   */
  scrub(): Promise<void>
  /** What is damaged, in the database's words; null where nothing is. It takes a while, beside everything else. */
  findDamage(): Promise<string | null>
  close(): Promise<void>
}

/** In the order they run in; released ones stay as they are. */
export const migrations = {
  '0001-calls': () => import('./migrations/0001-calls.ts'),
  '0002-contacts': () => import('./migrations/0002-contacts.ts'),
  '0003-management': () => import('./migrations/0003-management.ts'),
  '0004-simulated': () => import('./migrations/0004-simulated.ts'),
  '0005-long-call-sids': () => import('./migrations/0005-long-call-sids.ts'),
  '0006-notices': () => import('./migrations/0006-notices.ts'),
  '0007-inbox': () => import('./migrations/0007-inbox.ts'),
  '0008-sessions': () => import('./migrations/0008-sessions.ts'),
  '0009-heartbeat': () => import('./migrations/0009-heartbeat.ts'),
  '0010-contact-list': () => import('./migrations/0010-contact-list.ts'),
  '0011-push': () => import('./migrations/0011-push.ts'),
  '0012-notice-settings': () => import('./migrations/0012-notice-settings.ts'),
  '0013-decision-tokens': () => import('./migrations/0013-decision-tokens.ts'),
  '0014-contacts-gain': () => import('./migrations/0014-contacts-gain.ts'),
  '0015-blocks-and-passes': () => import('./migrations/0015-blocks-and-passes.ts'),
  '0016-lists': () => import('./migrations/0016-lists.ts'),
  '0017-address-books': () => import('./migrations/0017-address-books.ts'),
  '0018-language': () => import('./migrations/0018-language.ts'),
  '0019-hours': () => import('./migrations/0019-hours.ts'),
}

function migrator(queries: Queries): Migrator {
  return new Migrator({
    db: queries,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(Object.entries(migrations).map(([name, load]) => [name, whenRun(load)])),
    },
  })
}

/** Loaded only where it runs: a start that finds nothing to do reads none of them. */
function whenRun(load: () => Promise<Required<Migration>>): Migration {
  return {
    up: async (queries) => (await load()).up(queries),
    down: async (queries) => (await load()).down(queries),
  }
}

/** A later release has changed the schema: what it means by it nobody here knows. */
export class NewerSchemaError extends ConciergeError {
  readonly code = 'NEWER_SCHEMA'
  readonly disposition = 'refuse'
  constructor(unknown: string[]) {
    super(
      `A newer release has changed the database (${unknown.join(', ')}): start that one, or go back to a backup from before it`,
    )
  }
}

/**
 * Brings the schema up to date, in one transaction with the record of it; `onWait` is told where another process is at
 * it, which is waited for. Throws what stopped the first migration that failed, or `NewerSchemaError`.
 */
export async function migrate(
  queries: Queries,
  onWait: () => void = () => undefined,
): Promise<void> {
  // SQL Server lets nobody look at tables that are being changed: there the lock comes first.
  if (!isSqlServer(queries) && (await isMigrated(queries))) return
  await alone(queries, onWait, async (connection) => {
    if (await isMigrated(connection)) return
    const { error } = await migrator(connection).migrateToLatest()
    if (error) throw error
  })
}

/** Whether every migration has run. Rejects where the database is out of reach, or with `NewerSchemaError`. */
export async function isMigrated(queries: Queries): Promise<boolean> {
  const all = await migrator(queries).getMigrations()
  // As long as there is no record of any, there is no table of them either.
  if (all.every(({ executedAt }) => executedAt === undefined)) return false
  const { rows } = await sql<{ name: string }>`select ${sql.ref('name')} from ${sql.table(
    'kysely_migration',
  )}`.execute(queries)
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in migrations))
  if (unknown.length > 0) throw new NewerSchemaError(unknown)
  return all.every(({ executedAt }) => executedAt !== undefined)
}
