import { expect, onTestFinished, test } from 'vitest'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { startTdsPeer } from '../tds-peer.ts'

test('the peer counts the round trips that it is asked for, and each can take longer', async () => {
  const peer = await startTdsPeer(() => ({ changed: 0 }))
  const database = await openAzureSql(peer.connectionString)
  onTestFinished(() => database.close())
  await database.write(async () => undefined)
  const before = peer.roundTrips
  peer.delayMs = 30
  const began = performance.now()
  await database.write(async () => undefined)
  const trips = peer.roundTrips - before
  expect(trips).toBeGreaterThanOrEqual(2)
  // Timers end a little early, but not by a millisecond each.
  expect(performance.now() - began).toBeGreaterThan(trips * 29 - 1)
})
