/** A turn is written down in one round trip, or not: decided where the rows are. */
import type { TurnToCommit } from '../batches.ts'
import {
  createParameters,
  ifItChangedARow,
  insertInto,
  MOST_PARAMETERS,
  MOST_ROWS,
  transaction,
  type Batch,
} from './batch.ts'

/** Gives a row where the turn was written; null for a turn that is too much for one batch. */
export function commitBatch({
  call,
  columns,
  notices,
  cutOff,
  ...added
}: TurnToCommit): Batch | null {
  const { parameters, name } = createParameters()
  const callId = name(call.id)
  const callSid = name(call.call_sid)
  const set = Object.entries(columns).map(([column, value]) => `"${column}" = ${name(value)}`)
  const revision = name(call.revision)
  const inserts = Object.entries(added).flatMap(([table, rows]) => {
    const names = Object.keys(rows[0] ?? {})
    const values = rows.map((row) =>
      [callId, callSid, ...names.map((column) => name(row[column as keyof typeof row]))].join(', '),
    )
    return insertInto(table, ['call_id', 'call_sid', ...names], values)
  })
  const shortened = cutOff.map(({ heard, unheard }) => {
    const change = heard
      ? `update "conversation" set "text" = ${name(heard)}`
      : 'delete from conversation'
    return `${change} where "call_id" = ${callId} and "turn_index" = (select max("turn_index") from conversation where "call_id" = ${callId} and "speaker" = 'concierge' and "text" = ${name(heard + unheard)})`
  })
  // The call's row is held by then: nobody else tells of it.
  const told = notices.map(({ kind, at }) => {
    const named = name(kind)
    return `insert into "notices" ("call_id", "kind", "at")
select ${callId}, ${named}, ${name(at)}
where not exists (select * from notices where notices.call_id = ${callId} and notices.kind = ${named})`
  })
  const isTooMuch = Object.values(added).some((rows) => rows.length > MOST_ROWS)
  if (isTooMuch || parameters.length > MOST_PARAMETERS) return null
  const sql = transaction([
    `update "calls" set ${set.join(', ')} where "id" = ${callId} and "revision" = ${revision}`,
    ...ifItChangedARow([...shortened, ...inserts, ...told, 'select 1 as "written"']),
  ])
  return { sql, parameters }
}
