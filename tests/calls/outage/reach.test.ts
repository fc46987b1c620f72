/** Who calls while the database is away waits for it no longer than the first who found out. */
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createReach } from '../../../server/calls/outage/reach.ts'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { migrate, type Database } from '../../../storage/database.ts'
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

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ESOCKET' })

/** By itself, with what it says in the log. */
async function alone(more: Partial<Database> = {}) {
  const database = Object.assign(await openUnreliable(await temporaryFile()), more)
  const said: { level: number; msg: string; seconds?: number; err?: object }[] = []
  const log = pino({ base: null }, { write: (line) => void said.push(JSON.parse(line) as never) })
  let probes = 0
  const { write } = database
  database.write = (work) => {
    probes++
    return write(work)
  }
  const reach = createReach({ database, log, everyMs: 5 })
  onTestFinished(async () => {
    reach.stop()
    await database.close()
  })
  return { ...reach, there: database, said, probes: () => probes }
}

describe('by itself', () => {
  test('it is told once that it is away, why, and then that it answers again', async () => {
    const { ask, there, said } = await alone()
    there.isAway = true
    await expect(ask(() => Promise.reject(AWAY))).rejects.toBe(AWAY)
    await expect.poll(() => said.length).toBe(1)
    expect(said[0]).toMatchObject({
      level: 50,
      msg: 'database is away: calls go on without it',
      err: { message: AWAY.message },
    })
    const refused = ask(() => Promise.resolve('answer'))
    await expect(refused).rejects.toMatchObject({
      code: 'DATABASE_AWAY',
      disposition: 'apologise',
      message: 'The database is away',
    })
    there.isAway = false
    await expect.poll(() => said.length).toBe(2)
    expect(said[1]).toMatchObject({ level: 30, msg: 'database answers again' })
    expect(said[1]!.seconds).toBeLessThan(60)
    await expect(ask(() => Promise.resolve('answer'))).resolves.toBe('answer')
    there.isAway = true
    await ask(() => Promise.reject(AWAY)).catch(() => undefined)
    await expect.poll(() => said.length).toBe(3)
  })

  test('who waits as it is told is let go with the reason, and who comes later is not', async () => {
    const { ask, there, said } = await alone()
    const waiting = ask(() => new Promise(() => undefined))
    there.isAway = true
    await ask(() => Promise.reject(AWAY)).catch(() => undefined)
    await expect(waiting).rejects.toMatchObject({
      code: 'DATABASE_AWAY',
      message: 'The database has gone away',
      cause: AWAY,
    })
    there.isAway = false
    await expect.poll(() => said.length).toBe(2)
  })

  test('an error of another kind is whoever asked’s, and changes nothing', async () => {
    const { ask, said, probes } = await alone()
    const error = new Error('UNIQUE constraint failed')
    await expect(ask(() => Promise.reject(error))).rejects.toBe(error)
    await expect(ask(() => Promise.resolve('answer'))).resolves.toBe('answer')
    expect([said, probes()]).toEqual([[], 0])
  })

  test('one that is there after all is asked again at once', async () => {
    const { ask, probes } = await alone()
    await expect(ask(() => Promise.reject(AWAY))).rejects.toBe(AWAY)
    await expect.poll(() => ask(() => Promise.resolve('answer')).catch(() => null)).toBe('answer')
    expect(probes()).toBe(1)
  })

  test('whatever is written is asked in this way', async () => {
    const batches = {
      receive: () => Promise.resolve('received'),
      commit: () => Promise.resolve('committed'),
    }
    const { ask, database, there } = await alone({ batches: batches as never })
    const ways = [
      () => database.write((queries) => queries.selectFrom('calls').select('id').execute()),
      () => database.writeOne(() => ({}) as never),
      () => database.jot((queries) => queries.selectFrom('calls').select('id').execute()),
      () => database.batches!.receive({} as never),
      () => database.batches!.commit({} as never),
    ]
    expect(await ways[0]!()).toEqual([])
    expect(await ways[3]!()).toBe('received')
    expect(await ways[4]!()).toBe('committed')
    there.isAway = true
    await ask(() => Promise.reject(AWAY)).catch(() => undefined)
    for (const way of ways) await expect(way()).rejects.toMatchObject({ code: 'DATABASE_AWAY' })
  })

  test('a database without batches has none', async () => {
    expect((await alone()).database.batches).toBeNull()
  })

  test('stopped, it looks no longer', async () => {
    const { ask, there, probes, stop } = await alone()
    there.isAway = true
    await ask(() => Promise.reject(AWAY)).catch(() => undefined)
    await expect.poll(probes).toBeGreaterThan(1)
    stop()
    const looked = probes()
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    expect(probes()).toBeLessThanOrEqual(looked + 1)
  })
})
