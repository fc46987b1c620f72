/** How often the database is asked for what a call needs: at some distance that is what a turn takes. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { sweepAnswers } from '../../../storage/calls/answers.ts'
import { migrate } from '../../../storage/database.ts'
import { eraseCallsBefore } from '../../../storage/review/erasure.ts'
import { at, callSid } from '../calls-to-store.ts'
import { store } from '../contract/fresh-database.ts'
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import {
  createConcierge,
  MOTHER,
  STRANGER,
  temporaryFile,
  verdict,
} from '../../support/concierge.ts'
import { startTdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'

/** Long enough that nothing but turns asks the database meanwhile. */
const SELDOM = { contacts: 3_600_000, writeDown: 3_600_000 }

async function onThePeer() {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const peer = await startTdsPeer(answer, gone)
  const database = await openAzureSql(peer.connectionString)
  const { phone } = await createConcierge({
    database,
    contacts: [MOTHER],
    screener: ({ said }) =>
      said.at(-1)!.text.includes('fire')
        ? verdict('transfer', 'One moment.')
        : verdict('ask', 'Go on?'),
    everyMs: SELDOM,
    notices: { everyMs: 3_600_000 },
    // Who brings notices to the owner looks beside the turns.
    settings: { NOTIFY_PUSH: 'none', WHISPER: 'none' },
  })

  /** The round trips of what happens meanwhile. */
  async function trips<Result>(doing: Promise<Result>): Promise<{ trips: number; result: Result }> {
    const before = peer.roundTrips
    const result = await doing
    return { trips: peer.roundTrips - before, result }
  }
  return { phone, trips, peer }
}

describe('A turn takes few round trips', () => {
  test('a first ring four: received, our own dial?, a contact?, committed', async () => {
    const { phone, trips } = await onThePeer()
    const stranger = await trips(phone.ring({ from: STRANGER }))
    expect(stranger.trips).toBe(4)
    expect((await trips(phone.ring({ from: MOTHER.phoneNumber }))).trips).toBe(4)
    // A pass for everybody is for who withholds the number too.
    expect((await trips(phone.ring({ from: 'anonymous' }))).trips).toBe(3)
  })

  test('what is said two, and so the dial, its end, and hanging up', async () => {
    const { phone, trips } = await onThePeer()
    const caller = await phone.ring({ from: STRANGER })
    expect((await trips(caller.say('hello'))).trips).toBe(2)
    expect((await trips(caller.say('my barn is on fire'))).trips).toBe(2)
    expect(caller.state).toBe('dialing')
    // The end of the dial and that of the call.
    expect((await trips(caller.dialEnds('completed'))).trips).toBe(4)
    const other = await phone.ring({ from: STRANGER })
    expect((await trips(other.hangUp())).trips).toBe(2)
  })

  test('silence two', async () => {
    const { phone, trips } = await onThePeer()
    const caller = await phone.ring({ from: STRANGER })
    expect((await trips(caller.silence())).trips).toBe(2)
  })
})

test('a connection is looked at only after it has rested', async () => {
  const { peer, phone } = await onThePeer()
  await phone.ring({ from: STRANGER })
  expect(peer.asked.filter((asked) => 'sql' in asked && asked.sql === 'select 1')).toEqual([])
})

test('what one statement does is no transaction', async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const peer = await startTdsPeer(answer, gone)
  const database = await openAzureSql(peer.connectionString)
  onTestFinished(() => database.close())
  peer.requests.length = 0
  await database.writeOne((queries) =>
    queries.selectNoFrom(({ val }) => val(1).as('one')).execute(),
  )
  expect(peer.requests.map(({ what }) => what)).toEqual(['statement'])
})

/** At 100 ms each, and a work has 4 s. */
const MOST = 40

test('housekeeping takes few round trips, however many rows it is about', async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const peer = await startTdsPeer(answer, gone)
  const database = await openAzureSql(peer.connectionString)
  onTestFinished(() => database.close())
  await migrate(database.queries)
  for (let id = 1; id <= 20; id++) await store(database, id, 'secret')
  const rows = Array.from({ length: 400 }, (_, id) => ({
    call_id: 1_000 + id,
    call_sid: callSid(1),
    webhook: 'w',
    body: 'x',
    at: at(id % 40),
  }))
  for (let from = 0; from < rows.length; from += 200)
    await database.queries
      .insertInto('answers')
      .values(rows.slice(from, from + 200))
      .execute()
  const before = peer.roundTrips
  await sweepAnswers(database, at(59))
  const swept = peer.roundTrips
  expect(swept - before).toBeLessThan(5)
  const now = () => new Date(at(59))
  expect(await eraseCallsBefore(database, { before: at(59), now })).toBe(20)
  // A look at what there is, a transaction of eight statements, and a look that finds nothing.
  expect(peer.roundTrips - swept).toBe(12)
  expect(peer.roundTrips - swept).toBeLessThan(MOST)
})
