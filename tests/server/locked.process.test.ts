/** Somebody else holds the database's lock: calls are answered as in an outage, and nothing stands still. */
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'
import { saveContact } from '../../storage/contacts.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { AUTH_TOKEN, MOTHER, PUBLIC_URL, STRANGER, temporaryFile } from '../support/concierge.ts'
import { startProcess, type ServerProcess } from '../support/server-process.ts'
import { SHARED } from '../../storage/roll.ts'

function phoneTo({ url: server }: ServerProcess) {
  return createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url)
      return fetch(server + pathname + search, init)
    },
  })
}

async function lockable() {
  const file = await temporaryFile()
  {
    await using database = openSqlite(file)
    await migrate(database.queries)
    await database.write((queries) =>
      saveContact(queries, SHARED, MOTHER, new Date().toISOString()),
    )
  }
  const server = await startProcess(file)
  onTestFinished(() => server.kill())
  const locker = new Sqlite(file)
  onTestFinished(() => void locker.close())
  return {
    file,
    phone: phoneTo(server),
    server,
    lock: () => locker.exec('begin immediate'),
    unlock: () => locker.exec('rollback'),
    calls: () => locker.prepare('select call_sid from calls').pluck().all(),
  }
}

/** How often the server says that it is alive before the work is done. */
async function alive<Result>(url: string, work: Promise<Result>): Promise<[Result, number]> {
  const done = new AbortController()
  let count = 0
  void work.finally(() => done.abort())
  while (!done.signal.aborted) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    count++
  }
  return [await work, count]
}

test('a contact is put through, a stranger hears a sentence, and the process answers all the while', async () => {
  const { phone, server, lock, unlock, calls } = await lockable()
  const before = await phone.ring({ from: STRANGER })
  lock()
  const ringing = Array.from({ length: 20 }, (_, index) =>
    phone.ring({
      from: index === 0 ? MOTHER.phoneNumber : `+1415555${String(200 + index).padStart(4, '0')}`,
    }),
  )
  // Where a lock is waited for standing still, it gets no word in.
  const [callers, times] = await alive(server.url, Promise.all(ringing))
  expect(times).toBeGreaterThan(20)
  expect(callers.map(({ state }) => state)).toEqual(['dialing', ...Array(19).fill('ended')])
  for (const caller of callers) expect(caller.failures).toEqual([])
  // Who had rung before goes on: somebody says something to him, too.
  const [, while_] = await alive(server.url, before.say('hello'))
  expect(while_).toBeGreaterThan(0)
  expect(before.failures).toEqual([])

  unlock()
  await expect
    .poll(() => calls())
    .toEqual(expect.arrayContaining(callers.map(({ callSid }) => callSid)))
  const after = await phone.ring({ from: '+14155550177' })
  expect(after.state).toBe('listening')
})

test('locked for a minute, each of twenty callers at a time is answered, contacts every time', async () => {
  const { phone, server, lock, unlock } = await lockable()
  lock()
  const until = performance.now() + 60_000
  let waves = 0
  while (performance.now() < until) {
    const from = (index: number) =>
      index === 0 ? MOTHER.phoneNumber : `+1415555${String(200 + index).padStart(4, '0')}`
    const ringing = Array.from({ length: 20 }, (_, index) => phone.ring({ from: from(index) }))
    const [callers, times] = await alive(server.url, Promise.all(ringing))
    expect(times).toBeGreaterThan(0)
    expect(callers.map(({ state }) => state)).toEqual(['dialing', ...Array(19).fill('ended')])
    for (const caller of callers) expect(caller.failures).toEqual([])
    // Or the next ring would be taken for our own dial coming back.
    await callers[0]!.hangUp()
    expect(callers[0]!.failures).toEqual([])
    waves++
  }
  expect(waves).toBeGreaterThan(1)
  unlock()
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('a server that starts while it is locked comes up, and puts a contact through', async () => {
  const { file, lock, unlock } = await lockable()
  lock()
  const server = await startProcess(file)
  onTestFinished(() => server.kill())
  const caller = await phoneTo(server).ring({ from: MOTHER.phoneNumber })
  expect(caller.state).toBe('dialing')
  unlock()
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('readiness says so while it is locked, and not for longer', async () => {
  const { server, lock, unlock } = await lockable()
  const ready = async () => (await fetch(`${server.url}/readyz`)).status
  expect(await ready()).toBe(200)
  lock()
  await expect.poll(ready).toBe(503)
  unlock()
  await expect.poll(ready).toBe(200)
})
