/** An event comes in, in one round trip: what becomes of it is decided where the rows are. */
import type { EventToReceive, ReceivedRows } from '../batches.ts'
import { PLAYED } from '../played.ts'
import type { CallRow } from '../schema.ts'
import {
  createParameters,
  ifItChangedARow,
  insertInto,
  quoted,
  transaction,
  type Batch,
  type Naming,
} from './batch.ts'

const ENTRY = ['call_id', 'call_sid', 'seq', 'at', 'kind', 'webhook', 'payload']

/**
 * The call's row is held from the statement that gives it, so that what comes after it sees all that was
 * committed until then, also where READ_COMMITTED_SNAPSHOT is on: a snapshot is that of a statement.
 * https://learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql
 */
export function receiveBatch(event: EventToReceive): Batch {
  const { parameters, name } = createParameters()
  const callSid = name(event.callSid)
  const at = name(event.at)
  const webhook = webhookOf(event, name)
  const payload = payloadOf(event, name)
  const isPlayed = `calls.simulated ${event.simulated === PLAYED.onConsole ? '=' : '<>'} ${PLAYED.onConsole}`
  const isIts = `calls.call_sid = ${callSid} and calls.erased_at is null and ${isPlayed}`
  const isItsEntry = 'journal.call_id = calls.id'
  const isPending = `${isItsEntry} and journal.seq > calls.handled_seq`

  const sql = transaction([
    ...begin(event, { callSid, at, name }),
    `select * from calls with (updlock, rowlock) where call_sid = ${callSid}`,
    `insert into "journal" (${quoted(ENTRY)})
select calls.id, calls.call_sid,
coalesce((select max(journal.seq) from journal where ${isPending}), calls.handled_seq) + 1,
${at}, 'event', ${webhook}, ${payload}
from calls where ${isIts}
and not exists (select * from answers where answers.call_id = calls.id and answers.webhook = ${webhook})
and not exists (select * from journal where ${isItsEntry} and journal.webhook = ${webhook})`,
    `select answers.body from answers inner join calls on calls.id = answers.call_id
where ${isIts} and answers.webhook = ${webhook}`,
    `select journal.seq, journal.at, journal.kind, journal.webhook, journal.payload
from journal inner join calls on ${isPending}
where ${isIts} order by journal.seq`,
  ])
  return { sql, parameters }
}

/** The call, where there is none, with the event that begins it. */
function begin(
  { opening }: EventToReceive,
  { callSid, at, name }: { callSid: string; at: string; name: Naming },
): string[] {
  if (!opening) return []
  const { call_sid: _, ...columns } = opening.call
  const values = [callSid, ...Object.values(columns).map(name)]
  const first = `scope_identity(), ${callSid}, 1, ${at}, 'event', ${name(opening.webhook)}, ${name(opening.payload)}`
  return [
    `insert into "calls" (${quoted(['call_sid', ...Object.keys(columns)])})
select ${values.join(', ')}
where not exists (select * from calls with (updlock, rowlock) where call_sid = ${callSid})`,
    ...ifItChangedARow(insertInto('journal', ENTRY, [first])),
  ]
}

function webhookOf({ webhook }: EventToReceive, name: Naming): string {
  if (typeof webhook === 'string') return name(webhook)
  if ('first' in webhook)
    return `coalesce((select opened.webhook from journal as opened where opened.call_id = calls.id and opened.seq = 1), ${name(webhook.first)})`
  return `concat(${name(webhook.before)}, calls.revision, ${name(webhook.after)})`
}

function payloadOf({ payload, late }: EventToReceive, name: Naming): string {
  if (!late) return name(payload)
  return `case when calls.revision > ${name(late.revision)} then ${name(late.payload)} else ${name(payload)} end`
}

/** Rows of several statements come as one list; those of each have a column that the others lack. */
export function readReceived(rows: object[]): ReceivedRows {
  return {
    call: rows.find((row) => 'revision' in row) as CallRow | undefined,
    answer: (rows.find((row) => 'body' in row) as { body: string } | undefined)?.body,
    journal: rows.filter((row) => 'payload' in row) as ReceivedRows['journal'],
  }
}
