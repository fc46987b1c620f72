import { expect, onTestFinished, test } from 'vitest'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { commit } from '../../../storage/calls/commit.ts'
import { receive } from '../../../storage/calls/receive.ts'
import { migrate, type Database } from '../../../storage/database.ts'
import { eraseCall } from '../../../storage/review/erasure.ts'
import {
  countLoggedCalls,
  findLoggedCall,
  listLoggedCalls,
} from '../../../storage/review/logged-calls.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { startTdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'
import { at, callSid, turn, arrived } from '../calls-to-store.ts'

async function azureSql(): Promise<Database> {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  return openAzureSql((await startTdsPeer(answer, gone)).connectionString)
}

const KINDS: [string, () => Promise<Database>][] = [
  ['SQLite', async () => openSqlite(await temporaryFile())],
  ['SQL Server', azureSql],
]

test.each(KINDS)('%s lists calls with their journals, a page at a time', async (_, open) => {
  const database = await open()
  onTestFinished(() => database.close())
  const { queries } = database
  await migrate(queries)
  for (const [id, words] of ['one', 'two', 'three', 'four', 'five'].entries()) {
    const receipt = await receive(database, arrived(id, 'first'))
    if (!('received' in receipt)) throw new Error('not received')
    const decision = id === 1 ? 'transferred' : 'completed'
    await commit(database, turn(receipt.received, { words, end_time: at(id + 1) }))
    await queries
      .updateTable('calls')
      .set({ final_decision: decision })
      .where('call_sid', '=', callSid(id))
      .execute()
  }
  await eraseCall(database, callSid(2), new Date())

  const seen = []
  let after = null
  for (;;) {
    const page = await listLoggedCalls(queries, {}, { limit: 2, after })
    seen.push(...page)
    const last = page.at(-1)
    if (!last) break
    after = { startTime: last.start_time, id: last.id }
  }
  expect(seen.map((call) => call.call_sid)).toEqual([4, 3, 2, 1, 0].map(callSid))
  expect(seen.map(({ journal }) => journal.map(({ seq, kind }) => `${seq} ${kind}`))).toEqual(
    [4, 3, 2, 1, 0].map((id) => (id === 2 ? [] : ['1 event', '2 answer'])),
  )
  expect(seen.map(({ spoken }) => spoken)).toEqual(
    [4, 3, 2, 1, 0].map((id) => (id === 2 ? [] : ['Go on?'])),
  )

  const filter = { from: at(1), decision: 'completed' }
  expect(await countLoggedCalls(queries, filter)).toBe(3)
  const found = await listLoggedCalls(queries, filter, { limit: 9, after: null })
  expect(found.map((call) => call.call_sid)).toEqual([4, 3, 2].map(callSid))
  expect((await findLoggedCall(queries, callSid(3)))?.journal).toHaveLength(2)
  expect(await findLoggedCall(queries, callSid(9))).toBeUndefined()
})
