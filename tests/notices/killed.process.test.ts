/** Notices of a process that is killed: none is lost, and one that comes twice is known by its id. */
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'
import { findNoticesToRoute, routeNotices } from '../../storage/notices/routes.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { claimAndDie } from '../support/claim-and-die.ts'
import { AUTH_TOKEN, PUBLIC_URL, temporaryFile } from '../support/concierge.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { startProcess, type ServerProcess } from '../support/server-process.ts'

const started: ServerProcess[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()))
})

async function start(
  file: string,
  ntfy: Receiver | null,
  more: Record<string, string> = {},
): Promise<ServerProcess> {
  const settings = { NTFY_URL: ntfy ? `${ntfy.url}/owner` : '', NOTICE_LEASE_MS: '3000', ...more }
  const server = await startProcess(file, settings)
  started.push(server)
  return server
}

/** An urgent caller is put through. */
async function urgentCall(url: () => string, from = '+14155550123'): Promise<string> {
  const phone = createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: async (to, init) => {
      const { pathname, search } = new URL(to)
      for (;;)
        try {
          const response = await fetch(url() + pathname + search, init)
          const body = await response.arrayBuffer()
          return new Response(response.status === 204 ? null : body, response)
        } catch {
          await delay(20)
        }
    },
  })
  const caller = await phone.ring({ from })
  await caller.say('the barn is on fire')
  return caller.callSid
}

const idsAt = ({ posted }: Receiver) => posted.map(({ json }) => json.sequence_id)

async function states(file: string): Promise<string[]> {
  await using database = openSqlite(file)
  const rows = await database.queries.selectFrom('deliveries').select('state').execute()
  return rows.map(({ state }) => state)
}

/** As one leaves it that dies at once, before any channel is given what the turn tells. */
async function untold(file: string): Promise<void> {
  await using database = openSqlite(file)
  await database.queries.updateTable('notices').set({ routed_at: null }).execute()
}

test('killed between the turn and the sending: the next process tells it', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const first = await start(file, null)
  const sid = await urgentCall(() => first.url)
  await first.kill()
  await untold(file)
  await start(file, ntfy)
  await expect.poll(() => states(file)).toEqual(['sent'])
  expect(idsAt(ntfy)).toEqual([`${sid}_urgent`])
})

test('killed at the claim: it is told when the lease is over, once', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const first = await start(file, null)
  const sid = await urgentCall(() => first.url)
  await first.kill()
  await untold(file)
  const now = new Date()
  {
    await using database = openSqlite(file)
    const notices = await findNoticesToRoute(database.queries)
    const due = { due_at: now.toISOString(), until: new Date(Date.now() + 60_000).toISOString() }
    const ways = notices.map(({ id }) => ({ notice_id: id, channel: 'ntfy', ...due }))
    await routeNotices(database, { notices, ways, at: now.toISOString() })
  }
  expect(await claimAndDie(file, now, 2_000)).toBe('SIGKILL')
  await start(file, ntfy)
  await expect.poll(() => states(file)).toEqual(['sent'])
  expect(idsAt(ntfy)).toEqual([`${sid}_urgent`])
  expect(Date.now()).toBeGreaterThanOrEqual(now.getTime() + 2_000)
})

test('killed in the middle of sending: it comes once more, and is known by its id', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  ntfy.answer = () => undefined
  const first = await start(file, ntfy)
  const sid = await urgentCall(() => first.url)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  await first.kill()
  ntfy.answer = () => 200
  await start(file, ntfy)
  await expect.poll(() => states(file)).toEqual(['sent'])
  expect(idsAt(ntfy)).toEqual([`${sid}_urgent`, `${sid}_urgent`])
})

test('of two processes one is killed again and again: every call is told, none more often than twice', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const steady = await start(file, ntfy)
  let other = await start(file, ntfy)
  const calling = (async () => {
    const sids: string[] = []
    for (let calls = 0; calls < 24; calls++) {
      const from = `+1415555${String(100 + calls).padStart(4, '0')}`
      sids.push(await urgentCall(() => (calls % 2 ? steady.url : other.url), from))
    }
    return sids
  })()
  for (let kills = 0; kills < 3; kills++) {
    const before = ntfy.posted.length
    await expect.poll(() => ntfy.posted.length).toBeGreaterThan(before)
    await other.kill()
    other = await start(file, ntfy)
  }
  const sids = await calling
  await expect
    .poll(async () => (await states(file)).filter((state) => state === 'sent'))
    .toHaveLength(24)
  const ids = idsAt(ntfy)
  expect(new Set(ids)).toEqual(new Set(sids.map((sid) => `${sid}_urgent`)))
  for (const id of new Set(ids)) expect(ids.filter((one) => one === id).length).toBeLessThan(3)
})

test('killed in the middle of sending a digest: it comes once more, with the same id, and not a third time', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const quiet = await start(file, null)
  const caller = await urgentCall(() => quiet.url)
  await quiet.kill()
  const minute = new Date(Date.now() - 60_000)
  {
    await using database = openSqlite(file)
    // It ended before the digest is due, and there was one the day before.
    const before = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    const ended = { start_time: before(0.5), end_time: before(0.5), became: 'missed' }
    await database.queries.updateTable('calls').set(ended).execute()
    const told = { from_at: before(2), to_at: before(1.5), due_at: before(1.5), until: before(0.5) }
    const row = { channel: 'ntfy', day: before(2).slice(0, 10), state: 'sent', attempts: 1 }
    await database.queries
      .insertInto('digests')
      .values({ ...row, ...told, failure: null, updated_at: before(1.5) })
      .execute()
  }
  const settings = {
    NOTIFY_NTFY: 'none',
    DIGEST: 'ntfy',
    DIGEST_AT: minute.toISOString().slice(11, 16),
    TIME_ZONE: 'UTC',
  }
  ntfy.answer = () => undefined
  const first = await start(file, ntfy, settings)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  await first.kill()
  ntfy.answer = () => 200
  const others = await Promise.all([start(file, ntfy, settings), start(file, ntfy, settings)])
  await expect
    .poll(async () => {
      await using database = openSqlite(file)
      const rows = await database.queries.selectFrom('digests').select('state').execute()
      return rows.map(({ state }) => state)
    })
    .toEqual(['sent', 'sent'])
  await Promise.all(others.map((one) => one.kill()))
  await start(file, ntfy, settings)
  const [id, again, ...more] = idsAt(ntfy)
  expect(id).toMatch(/^digest_/)
  expect(again).toBe(id)
  expect(more).toEqual([])
  expect(ntfy.posted[1]!.json.title).toBe('1 call, 1 missed')
  expect(caller).toMatch(/^CA/)
})
