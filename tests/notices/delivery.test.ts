/** How notices come to the owner when something is in the way: the whole app, with a clock that is handed in. */
import { expect, test } from 'vitest'
import { openAzureSql } from '../../storage/azure-sql/open-azure-sql.ts'
import { findNoticesToRoute } from '../../storage/notices/routes.ts'
import { eraseCall, eraseCallsBefore } from '../../storage/review/erasure.ts'
import { createConcierge, MOTHER, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { startTdsPeer } from '../support/tds-peer.ts'
import { sqliteBehind } from '../support/tds-peer/sqlite-behind.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { migrate } from '../../storage/database.ts'
import { callSid } from '../storage/calls-to-store.ts'
import { MINUTE_MS, withClock, type WithClockOptions } from './with-clock.ts'

async function withNotices(
  settings: Record<string, string> = {},
  { begin = '2026-11-26T12:00:00Z', ...given }: Partial<WithClockOptions> = {},
) {
  const concierge = await withClock({
    ...given,
    begin,
    settings,
    screener: ({ said }) =>
      said.at(-1)!.text.includes('fire')
        ? verdict('transfer', 'One moment.')
        : verdict('ask', 'Go on?'),
  })
  const { database, phone } = concierge
  return {
    ...concierge,
    async missed(): Promise<string> {
      const caller = await phone.ring({ from: MOTHER.phoneNumber })
      await caller.dialEnds('busy')
      await caller.hangUp()
      return caller.callSid
    },
    deliveries: () => database.queries.selectFrom('deliveries').selectAll().execute(),
  }
}

const idsAt = ({ posted }: Receiver) => posted.map(({ json }) => json.sequence_id)

test('a channel that is down for an hour is tried in longer and longer pauses, and told once it is back', async () => {
  const { ntfy, pass, clock, missed, deliveries } = await withNotices()
  ntfy.answer = () => 503
  const sid = await missed()
  for (let minutes = 0; minutes < 60; minutes++) {
    pass(MINUTE_MS)
    // Whatever is due by now has been tried.
    await expect
      .poll(async () => {
        const [one] = await deliveries()
        return one && one.due_at > clock() && one.attempts === ntfy.posted.length
      })
      .toBe(true)
  }
  const tries = ntfy.posted.length
  expect(tries).toBeGreaterThan(3)
  expect(tries).toBeLessThan(20)
  expect(await deliveries()).toMatchObject([{ state: 'waiting', failure: 'answers 503' }])
  ntfy.answer = () => 200
  pass(11 * MINUTE_MS)
  await expect.poll(deliveries).toMatchObject([{ state: 'sent' }])
  expect(new Set(idsAt(ntfy))).toEqual(new Set([`${sid}_missed`]))
})

test('where notices cannot begin at a start, they do as soon as they can', async () => {
  const file = await temporaryFile()
  await using database = openSqlite(file)
  await migrate(database.queries)
  // Whoever is to be told is kept where nobody can look just now.
  await database.queries.schema.alterTable('vapid_keys').renameTo('away').execute()
  const { ntfy, missed } = await withNotices({}, { file })
  const sid = await missed()
  await new Promise((later) => setTimeout(later, 50))
  expect(ntfy.posted).toEqual([])
  await database.queries.schema.alterTable('away').renameTo('vapid_keys').execute()
  await expect.poll(() => idsAt(ntfy)).toEqual([`${sid}_missed`])
})

test('what a clock put off that had leapt ahead is not kept until then, after a start or without', async () => {
  const file = await temporaryFile()
  const ntfy = await startReceiver(() => 503)
  const { pass, missed, deliveries } = await withNotices({}, { file, ntfy })
  pass(60 * 24 * 60 * MINUTE_MS)
  const sid = await missed()
  await expect.poll(deliveries).toMatchObject([{ state: 'waiting', failure: 'answers 503' }])
  pass(-60 * 24 * 60 * MINUTE_MS)
  // The channel is asked again at once, whenever it was to rest until.
  ntfy.answer = () => 200
  const other = await missed()
  await expect.poll(() => idsAt(ntfy)).toEqual([`${sid}_missed`, `${other}_missed`])
  const next = await withNotices({}, { file, ntfy })
  await expect.poll(() => idsAt(ntfy).filter((id) => id === `${sid}_missed`)).toHaveLength(2)
  await expect.poll(next.deliveries).toMatchObject([{ state: 'sent' }, { state: 'sent' }])
})

test('what could not be sent for a day is given up', async () => {
  const { ntfy, pass, missed, deliveries } = await withNotices()
  ntfy.answer = () => 401
  await missed()
  await expect.poll(() => ntfy.posted.length).toBe(1)
  await expect.poll(deliveries).toMatchObject([{ attempts: 1, failure: expect.any(String) }])
  pass(24 * 60 * MINUTE_MS)
  await expect.poll(deliveries).toMatchObject([
    {
      state: 'given up',
      failure: 'answers 401: it refuses the token or the password, or asks for one',
    },
  ])
  pass(24 * 60 * MINUTE_MS)
  expect(ntfy.posted).toHaveLength(2)
})

test('of two processes on one database one sends each notice, once', async () => {
  const file = await temporaryFile()
  const ntfy = await startReceiver()
  const one = await withNotices({}, { file, ntfy })
  const other = await withNotices({}, { file, ntfy })
  const sids: string[] = []
  for (let calls = 0; calls < 10; calls++)
    for (const { phone } of [one, other]) {
      const caller = await phone.ring({
        from: `+1415555${String(120 + sids.length).padStart(4, '0')}`,
      })
      await caller.say('fire')
      await caller.dialEnds('no-answer')
      sids.push(caller.callSid)
    }
  const all = sids.flatMap((sid) => [`${sid}_urgent`, `${sid}_missed`])
  await expect.poll(() => ntfy.posted.length).toBe(40)
  expect(new Set(idsAt(ntfy))).toEqual(new Set(all))
  await expect
    .poll(async () => (await one.deliveries()).filter(({ state }) => state !== 'sent'))
    .toEqual([])
  expect(ntfy.posted).toHaveLength(40)
})

test('at night only what is urgent comes; the rest in the morning', async () => {
  const night = { QUIET_HOURS: '22:00-07:00', TIME_ZONE: 'Europe/Berlin' }
  const { ntfy, pass, missed, phone } = await withNotices(night, { begin: '2026-11-26T21:30:00Z' })
  const sid = await missed()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('fire')
  await expect.poll(() => idsAt(ntfy)).toEqual([`${caller.callSid}_urgent`])
  pass(8 * 60 * MINUTE_MS)
  await missed()
  expect(ntfy.posted).toHaveLength(1)
  pass(30 * MINUTE_MS)
  await expect.poll(() => ntfy.posted.length).toBe(3)
  expect(idsAt(ntfy)).toContain(`${sid}_missed`)
})

test('what failed in the evening is not tried at night', async () => {
  const night = { QUIET_HOURS: '22:00-07:00' }
  const { ntfy, pass, missed, deliveries } = await withNotices(night, {
    begin: '2026-11-26T21:59:59Z',
  })
  ntfy.answer = () => 503
  await missed()
  await expect.poll(deliveries).toMatchObject([{ failure: 'answers 503' }])
  expect(await deliveries()).toMatchObject([{ due_at: '2026-11-27T07:00:00.000Z' }])
  ntfy.answer = () => 200
  pass(9 * 60 * MINUTE_MS + 1_000)
  await expect.poll(deliveries).toMatchObject([{ state: 'sent' }])
})

test('of a call that is erased nothing is told any more, by hand or for its age', async () => {
  const { ntfy, pass, missed, deliveries, database } = await withNotices()
  ntfy.answer = () => 503
  const first = await missed()
  await expect.poll(deliveries).toMatchObject([{ failure: 'answers 503' }])
  pass(5_000)
  await missed()
  await expect
    .poll(async () => (await deliveries()).filter(({ failure }) => failure !== null))
    .toHaveLength(2)
  const now = new Date('2026-11-26T13:00:00Z')
  expect(await eraseCall(database, first, now)).toBe('erased')
  await eraseCallsBefore(database, { before: now.toISOString(), now: () => now })
  expect(await deliveries()).toMatchObject([{ state: 'dropped' }, { state: 'dropped' }])
  ntfy.answer = () => 200
  const tries = ntfy.posted.length
  pass(60 * MINUTE_MS)
  const last = await missed()
  await expect.poll(() => idsAt(ntfy).at(-1)).toBe(`${last}_missed`)
  expect(ntfy.posted).toHaveLength(tries + 1)
})

test('with 10,000 notices due turns go on, and what is new comes first', async () => {
  const { ntfy, database, pass, missed, phone, deliveries } = await withNotices()
  // As after a night without a network.
  ntfy.answer = () => 503
  await missed()
  await expect.poll(deliveries).toMatchObject([{ failure: 'answers 503' }])
  const at = '2026-11-26T11:00:00.000Z'
  for (let from = 1; from <= 10_000; from += 1_000)
    await database.write(async (queries) => {
      for (let id = from; id < from + 1_000; id++) {
        const call = { call_sid: callSid(id), caller_id: 'anonymous', called: '+12125550142' }
        const counters = { revision: 1, handled_seq: 1, utterances: 0 }
        const flow = { flow: 'concierge', flow_version: '1', start_time: at, updated_at: at }
        const { insertId } = await queries
          .insertInto('calls')
          .values({ ...call, ...counters, ...flow, end_time: at })
          .executeTakeFirstOrThrow()
        await queries
          .insertInto('notices')
          .values({ call_id: Number(insertId), kind: 'missed', at })
          .execute()
      }
    })
  ntfy.answer = () => 200
  pass(MINUTE_MS)
  await expect.poll(() => ntfy.posted.length).toBeGreaterThan(50)
  for (let calls = 0; calls < 5; calls++) {
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    await caller.hangUp()
    expect(caller.failures).toEqual([])
  }
  const sid = await missed()
  await expect.poll(() => idsAt(ntfy)).toContain(`${sid}_missed`)
  const left = (await deliveries()).filter(({ state }) => state === 'waiting')
  const unrouted = await findNoticesToRoute(database.queries)
  expect(left.length + unrouted.length).toBeGreaterThan(100)
  const sent = idsAt(ntfy).slice(1)
  expect(new Set(sent).size).toBe(sent.length)
})

test('with every channel hanging a turn asks the database as often as without', async () => {
  const hanging = await startReceiver(() => undefined)
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const peer = await startTdsPeer(answer, gone)
  const { phone } = await createConcierge({
    database: await openAzureSql(peer.connectionString),
    settings: {
      NTFY_URL: `${hanging.url}/owner`,
      WEBHOOK_URL: `${hanging.url}/hook`,
      APPRISE_URL: `${hanging.url}/notify/key`,
      NOTIFY_NTFY: 'all',
      NOTIFY_APPRISE: 'all',
      MAX_TURNS: '20',
    },
    screener: () => verdict('ask', 'Go on?'),
    everyMs: { contacts: 3_600_000, writeDown: 3_600_000 },
    notices: { everyMs: 3_600_000 },
  })
  const tripsOf = async (doing: Promise<void>) => {
    const before = peer.roundTrips
    await doing
    return peer.roundTrips - before
  }
  const caller = await phone.ring({ from: STRANGER })
  const before = await tripsOf(caller.say('hello'))
  for (let calls = 0; calls < 5; calls++) await (await phone.ring({ from: 'anonymous' })).hangUp()
  // Four of each at a time.
  await expect.poll(() => hanging.posted.length).toBe(12)
  // The last of them is still being looked for meanwhile: what a turn takes is the least of several.
  const trips: number[] = []
  for (let turns = 0; turns < 8; turns++) trips.push(await tripsOf(caller.say('hello again')))
  expect(Math.min(...trips)).toBe(before)
  expect(before).toBe(2)
  expect(caller.failures).toEqual([])
})
