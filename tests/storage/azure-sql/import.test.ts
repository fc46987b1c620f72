/** What an import costs where the database stands elsewhere. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { importContacts } from '../../../server/owner/contact-files/import-contacts.ts'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { migrate } from '../../../storage/database.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { startTdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'
import { at } from '../calls-to-store.ts'
import { SHARED } from '../../../storage/roll.ts'

test('10,000 contacts take less than 250 round trips, in transactions that are short', async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const peer = await startTdsPeer(async (asked) => {
    await pause(2)
    return answer(asked)
  }, gone)
  await using database = await openAzureSql(peer.connectionString)
  await migrate(database.queries)
  const lines = Array.from({ length: 10_000 }, (_, index) => ({
    line: index + 1,
    contact: {
      phoneNumber: `+1415${5_550_000 + index}`,
      name: `Jane ${index}`,
      category: null,
      isActive: true,
    },
  }))
  const take = async (name: string) => {
    const before = peer.asked.length
    const told: number[] = []
    const renamed = lines.map((line) => ({ ...line, contact: { ...line.contact, name } }))
    const wish = { dryRun: false, now: at(1), onProgress: (done: number) => void told.push(done) }
    const outcomes = Map.groupBy(
      await importContacts(database, SHARED, renamed, wish),
      (one) => one.outcome,
    )
    return { trips: peer.asked.length - before, told, outcomes: [...outcomes.keys()] }
  }
  const added = await take('Jane')
  expect(added.outcomes).toEqual(['added'])
  expect(added.trips).toBeLessThan(250)
  expect(added.told.length).toBeGreaterThan(20)
  expect(added.told.at(-1)).toBe(10_000)
  const updated = await take('Joan')
  expect(updated.outcomes).toEqual(['updated'])
  expect(updated.trips).toBeLessThan(250)
})
