/** Who calls while the database is away waits for it no longer than the first who found out. */
import { expect, test } from 'vitest'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { migrate } from '../../../storage/database.ts'
import { createConcierge, STRANGER, temporaryFile, verdict } from '../../support/concierge.ts'
import { startTdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'
import { openUnreliable } from '../../support/unreliable-database.ts'

const OFTEN = { contacts: 3_600_000, writeDown: 40 }
const screener = () => verdict('ask', 'Go on?')

/** Counts the events that the database is asked to take in, and can keep one waiting. */
async function observed() {
  const database = await openUnreliable(await temporaryFile())
  const { jot } = database
  const held = { next: null as Promise<void> | null, asked: 0 }
  database.jot = async (work) => {
    held.asked++
    const { next } = held
    held.next = null
    await next
    return jot(work)
  }
  const concierge = await createConcierge({ database, screener, everyMs: OFTEN })
  return { ...concierge, database, held }
}

test('after the first nobody asks it, and when it is back everybody does', async () => {
  const { phone, database, held } = await observed()
  database.isAway = true
  for (let call = 0; call < 4; call++)
    expect((await phone.ring({ from: STRANGER })).state).toBe('ended')
  expect(held.asked).toBe(1)
  database.isAway = false
  await expect.poll(async () => (await phone.ring({ from: STRANGER })).state).toBe('listening')
})

test('who is waiting for it when it is found to be away is let go', async () => {
  const { phone, database, held } = await observed()
  held.next = new Promise(() => undefined)
  const waiting = phone.ring({ from: STRANGER })
  await expect.poll(() => held.asked).toBe(1)
  database.isAway = true
  expect((await phone.ring({ from: STRANGER })).state).toBe('ended')
  expect((await waiting).state).toBe('ended')
})

test('where one was held up alone, the others go on waiting', async () => {
  const { phone, database, held } = await observed()
  const { promise, resolve } = Promise.withResolvers<void>()
  held.next = promise
  const waiting = phone.ring({ from: STRANGER })
  await expect.poll(() => held.asked).toBe(1)
  held.next = Promise.reject(Object.assign(new Error('too slow'), { code: 'ESOCKET' }))
  held.next.catch(() => undefined)
  expect((await phone.ring({ from: STRANGER })).state).toBe('ended')
  // By then it was asked once more whether it is there.
  await expect.poll(async () => (await phone.ring({ from: STRANGER })).state).toBe('listening')
  expect(database.isAway).toBe(false)
  resolve()
  expect((await waiting).state).toBe('listening')
})

test('so it is with one that is a network away', async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  let isAway = false
  const peer = await startTdsPeer((asked) => (isAway ? 'drop' : answer(asked)), gone)
  const database = await openAzureSql(peer.connectionString, { patienceMs: 300 })
  await migrate(database.queries)
  const { phone } = await createConcierge({ database, screener, everyMs: OFTEN })
  isAway = true
  const begun = () =>
    peer.requests.filter((one) => 'sql' in one && one.sql.includes('into "calls"')).length
  expect((await phone.ring({ from: STRANGER })).state).toBe('ended')
  const asked = begun()
  for (let call = 0; call < 3; call++)
    expect((await phone.ring({ from: STRANGER })).state).toBe('ended')
  expect(begun()).toBe(asked)
  isAway = false
  await expect.poll(async () => (await phone.ring({ from: STRANGER })).state).toBe('listening')
})
