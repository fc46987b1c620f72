/** What of a backup must not be as it was then, once it is the database. */
import Sqlite from 'better-sqlite3'

/** `path` is a database of ours, of this release or an earlier one. */
export function bringToNow(path: string, now: Date): void {
  const file = new Sqlite(path, { fileMustExist: true })
  try {
    file.pragma('secure_delete = ON')
    endSessions(file)
    vouchFor(file, now)
  } finally {
    file.close()
  }
}

/** Who has signed out since, because a device was lost, is not let in again: everybody signs in anew. */
function endSessions(file: Sqlite.Database): void {
  const hasSome = file.prepare(`select 1 from sqlite_schema where name = 'sessions'`).get()
  if (hasSome) file.exec('delete from sessions')
}

/**
 * Somebody is there and knows that time has passed. The server would take a backup of last week for a clock that is a week
 * ahead, and tell for a day what was told, or was to be given up, last week.
 */
function vouchFor(file: Sqlite.Database, now: Date): void {
  const has = file
    .prepare(`select 1 from pragma_table_info('heartbeat') where name = 'vouched_at'`)
    .get()
  if (!has) return
  const { changes } = file
    .prepare('update heartbeat set vouched_at = ?, doubted_ms = 0 where id = 1')
    .run(now.toISOString())
  if (changes > 0) return
  file
    .prepare('insert into heartbeat (id, at, vouched_at, doubted_ms) values (1, ?, ?, 0)')
    .run(now.toISOString(), now.toISOString())
}
