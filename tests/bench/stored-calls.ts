/** A database that has been in use for years: finished calls with their words, journal and contacts. */
import { randomBytes } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

/** Written with plain SQL: the product never writes this much at once. */
export async function fillWithCalls(path: string, calls: number): Promise<void> {
  const database = openSqlite(path)
  await migrate(database.queries)
  await database.close()

  const file = new Sqlite(path)
  file.pragma('synchronous = OFF')
  const insertCall = file.prepare(
    `insert into calls (call_sid, caller_id, called, start_time, end_time, final_decision, call_type, flow,
      flow_version, snapshot, updated_at, revision, handled_seq, utterances)
     values (?, ?, '+12125550142', ?, ?, 'completed', 'sales', 'concierge', '1', ?, ?, 3, 6, 4)`,
  )
  const insertEntry = file.prepare('insert into journal values (?, ?, ?, ?, ?, ?, ?)')
  const insertWords = file.prepare('insert into conversation values (?, ?, ?, ?, ?, ?, 4.2, null)')
  const snapshot = JSON.stringify({ status: 'done', value: 'parted', words: 'x'.repeat(1_200) })
  const began = Date.now() - calls * 60_000
  const some = 5_000
  for (let call = 0; call < calls; call += some)
    file.transaction(() => {
      for (let index = call; index < Math.min(call + some, calls); index++) {
        const at = new Date(began + index * 60_000).toISOString()
        const callSid = `CA${randomBytes(16).toString('hex')}`
        const { lastInsertRowid: id } = insertCall.run(
          callSid,
          `+1${200 + (index % 800)}5550${100 + (index % 100)}`,
          at,
          at,
          snapshot,
          at,
        )
        for (let seq = 1; seq <= 6; seq++)
          insertEntry.run(id, callSid, seq, at, 'event', `webhook ${seq}`, 'y'.repeat(150))
        for (let turn = 0; turn < 4; turn++)
          insertWords.run(id, callSid, turn, turn % 2 ? 'caller' : 'concierge', 'z'.repeat(60), at)
      }
    })()
  file.close()
}
