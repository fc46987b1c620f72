/** Databases as earlier releases have left them: the schema up to some migration, and calls in it. */
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'

export const NAMES = Object.keys(migrations)

/** Until 2026-11-26 statement by statement; the one after `statements` of them killed the process. */
export async function migratedBefore(
  file: string,
  upTo: string,
  statements = Infinity,
): Promise<void> {
  const sqlite = new Sqlite(file)
  sqlite.pragma('journal_mode = WAL')
  let left = statements
  const database = {
    prepare(source: string) {
      if (/^(create|alter|drop|update|insert)/i.test(source) && left-- <= 0)
        throw new Error('killed')
      return sqlite.prepare(source)
    },
    close: () => sqlite.close(),
  } as unknown as Sqlite.Database
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
  const migrator = new Migrator({
    db,
    provider: {
      async getMigrations() {
        const all = Object.entries(migrations).map(
          async ([name, load]) => [name, await load()] as const,
        )
        return Object.fromEntries(await Promise.all(all))
      },
    },
  })
  await migrator.migrateTo(upTo)
  await db.destroy()
}

/** With what the first release knew of them. */
export function fillWithOldCalls(file: string, calls: number): void {
  const sqlite = new Sqlite(file)
  const series = `with recursive series(n) as (select 1 union all select n + 1 from series where n < ${calls})`
  sqlite.exec(`begin;
    ${series} insert into calls (call_sid, caller_id, called, start_time, end_time, final_decision, flow, flow_version,
      updated_at, revision, handled_seq, utterances)
    select 'CA' || n, '+14155550123', '+12125550142', '2026-01-01T00:00:00.000Z', '2026-01-01T00:01:00.000Z',
      case n % 3 when 0 then 'transferred' else 'completed' end, 'concierge', '1', '2026-01-01T00:01:00.000Z', 1, 2, 1
    from series;
    ${series} insert into conversation (call_id, call_sid, turn_index, speaker, text, timestamp)
    select n, 'CA' || n, 0, 'caller', 'words of call ' || n, '2026-01-01T00:00:30.000Z' from series;
    ${series} insert into journal (call_id, call_sid, seq, at, kind, webhook, payload)
    select n, 'CA' || n, 1, '2026-01-01T00:00:30.000Z', 'event', 'w' || n, '{}' from series;
    commit`)
  sqlite.close()
}

/** What the schema is made of, whatever way it came about. */
export function schemaOf(file: string): string[] {
  const sqlite = new Sqlite(file, { readonly: true })
  const tables = sqlite
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`)
    .pluck()
    .all() as string[]
  const columns = tables.flatMap((table) =>
    (sqlite.pragma(`table_info(${table})`) as { name: string; type: string }[]).map(
      ({ name, type }) => `${table}.${name} ${type}`,
    ),
  )
  const indexes = sqlite
    .prepare(`select sql from sqlite_master where type = 'index' and sql is not null`)
    .pluck()
    .all() as string[]
  sqlite.close()
  const withoutCondition = indexes.map((text) => text.replace(' if not exists', ''))
  return [...columns, ...withoutCondition].toSorted()
}

/** How many rows there are, and that all are what they were. */
export function countedOf(file: string): unknown {
  const sqlite = new Sqlite(file, { readonly: true })
  const counted = sqlite
    .prepare(
      `select (select count(*) from calls) calls, (select count(*) from conversation where text = 'words of call ' || call_id) words,
        (select count(*) from journal) journal, (select quick_check from pragma_quick_check) whole`,
    )
    .get()
  sqlite.close()
  return counted
}
