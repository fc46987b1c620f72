/** The sessions of the console: one that is not here has ended, whatever a browser brings. */
import type { Insertable } from 'kysely'
import type { Database, Queries } from './database.ts'
import type { SessionsTable } from './schema.ts'

export type NewSession = Insertable<SessionsTable>

/** With so many at a time the oldest ends as another begins. */
const MOST_SESSIONS = 50

/** Sweeps out what has expired by the moment that it begins. */
export async function beginSession(database: Database, session: NewSession): Promise<void> {
  await database.write(async (queries) => {
    await queries.deleteFrom('sessions').where('expires_at', '<=', session.begun_at).execute()
    const going = await queries.selectFrom('sessions').select('id').orderBy('begun_at').execute()
    const tooMany = going.slice(0, Math.max(0, going.length - MOST_SESSIONS + 1))
    await end(
      queries,
      tooMany.map(({ id }) => id),
    )
    await queries.insertInto('sessions').values(session).execute()
  })
}

/** Which of these go on at that moment. */
export async function sessionsGoingOn(
  queries: Queries,
  ids: readonly string[],
  at: string,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await queries
    .selectFrom('sessions')
    .select('id')
    .where('id', 'in', ids)
    .where('expires_at', '>', at)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export async function endSessions(database: Database, ids: readonly string[]): Promise<void> {
  await database.write((queries) => end(queries, ids))
}

export async function endAllSessions(database: Database): Promise<void> {
  await database.write((queries) => queries.deleteFrom('sessions').execute())
}

/** Those of keys that are gone end for good, even if such a key comes back. */
export async function endSessionsOfOtherKeys(
  database: Database,
  labels: readonly string[],
): Promise<void> {
  const isOfOther = await database.queries
    .selectFrom('sessions')
    .select('id')
    .$if(labels.length > 0, (query) => query.where('key_label', 'not in', labels))
    .execute()
  // Hardly ever any: a start writes nothing then.
  if (isOfOther.length > 0)
    await endSessions(
      database,
      isOfOther.map(({ id }) => id),
    )
}

async function end(queries: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await queries.deleteFrom('sessions').where('id', 'in', ids).execute()
}
