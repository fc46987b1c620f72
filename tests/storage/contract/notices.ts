/** What the owner is told, from the turn that tells it to the channel that has sent it. */
import { describe, expect, test } from 'vitest'
import { commit } from '../../../storage/calls/commit.ts'
import { recordMissedCall } from '../../../storage/calls/missed-calls.ts'
import type { Database } from '../../../storage/database.ts'
import {
  claimDeliveries,
  findCallerWords,
  settleDelivery,
} from '../../../storage/notices/deliveries.ts'
import { findNoticesToRoute, routeNotices } from '../../../storage/notices/routes.ts'
import {
  beginDigest,
  claimDigest,
  countEndedCalls,
  findEndedCalls,
  findLastDigest,
  settleDigest,
} from '../../../storage/notices/digests.ts'
import { readStoredSettings, storeSettings } from '../../../storage/stored-settings.ts'
import { eraseCall } from '../../../storage/review/erasure.ts'
import { findNotice, listNotices, retryDelivery } from '../../../storage/review/notices.ts'
import { at, call, callSid, turn } from '../calls-to-store.ts'
import { opened, receivedBy, type FreshDatabase } from './fresh-database.ts'
import { oneList } from '../../support/one-list.ts'

/** A call that is over, and told of. */
async function told(database: Database, id: number, ...tells: string[]): Promise<void> {
  const received = await receivedBy(database, id)
  await commit(database, { ...turn(received, { words: 'hello', end_time: at(id + 1) }), tells })
}

async function routed(database: Database, now = at(9)): Promise<boolean> {
  const notices = await findNoticesToRoute(database.queries)
  const ways = notices.map(({ id }) => ({
    notice_id: id,
    channel: 'ntfy',
    due_at: now,
    until: at(59),
  }))
  return routeNotices(database, { notices, ways, at: now })
}

const claimed = (database: Database, now: string, leaseUntil: string, most = 4) =>
  claimDeliveries(database, { channel: 'ntfy', now, leaseUntil, most })

export function describeNotices(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: notices`, () => {
    test('a turn tells each kind once, however many turns do', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'urgent')
      const again = await receivedBy(database, 1, 'second')
      const second = { ...turn(again, { words: 'bye' }), tells: ['urgent', 'missed'], at: at(3) }
      expect(await commit(database, second)).toBe(true)
      const notices = await findNoticesToRoute(database.queries)
      expect(notices.map(({ kind: what, at: when }) => [what, when])).toEqual([
        ['urgent', at(1)],
        ['missed', at(3)],
      ])
    })

    test('a turn that was refused tells nothing', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const record = { ...turn(received, { words: 'hello' }), tells: ['urgent'] }
      expect(await commit(database, record)).toBe(true)
      expect(await commit(database, { ...record, tells: ['missed'] })).toBe(false)
      const notices = await findNoticesToRoute(database.queries)
      expect(notices.map(({ kind: what }) => what)).toEqual(['urgent'])
    })

    test('a turn with too much for one trip tells as well', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const notes = Array.from({ length: 700 }, () => ({ kind: 'answer' as const, payload: {} }))
      await commit(database, { ...turn(received, { words: '' }), notes, tells: ['missed'] })
      expect(await findNoticesToRoute(database.queries)).toHaveLength(1)
    })

    test('a call of an outage tells once; whoever was put through before was not turned away', async () => {
      const database = await opened(fresh)
      const missed = (id: number) => ({
        opening: call(id),
        startTime: at(id),
        call: { ...turn(UNUSED, { words: '', final_decision: 'abandoned' }).call },
        turns: [
          {
            at: at(id),
            entries: [],
            utterances: [],
            tells: ['turned away'],
            answers: ['/one'],
            body: '',
          },
        ],
      })
      const UNUSED = await receivedBy(database, 9)
      await recordMissedCall(database, missed(1))
      await recordMissedCall(database, missed(1))
      const through = await receivedBy(database, 2)
      await commit(database, turn(through, { words: 'fire', final_decision: 'transferred' }))
      await recordMissedCall(database, missed(2))
      expect(await findNoticesToRoute(database.queries)).toMatchObject([{ kind: 'turned away' }])
    })

    test('is given to its channels once', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'missed')
      const notices = await findNoticesToRoute(database.queries)
      expect(await routed(database)).toBe(true)
      expect(await routeNotices(database, { notices, ways: [], at: at(9) })).toBe(false)
      expect(await findNoticesToRoute(database.queries)).toEqual([])
    })

    test('is claimed once, and again only after its lease', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'missed')
      await routed(database, at(9))
      expect(await claimed(database, at(8), at(20))).toEqual([])
      const [mine] = await claimed(database, at(10), at(20))
      expect(mine).toMatchObject({ kind: 'missed', call_sid: callSid(1), attempts: 1 })
      expect(await findCallerWords(database.queries, mine!.call_id)).toEqual(['hello'])
      expect(await claimed(database, at(19), at(40))).toEqual([])
      const [theirs] = await claimed(database, at(20), at(40))
      expect(theirs).toMatchObject({ attempts: 2 })
      // Whoever lost the lease settles nothing.
      await settleDelivery(database.queries, mine!, { state: 'given up', failure: 'x' }, at(21))
      expect(await claimed(database, at(40), at(50))).toHaveLength(1)
    })

    test('is sent once, and tried again when it could not be', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'missed')
      await told(database, 2, 'missed')
      await routed(database, at(9))
      const [one, other] = await claimed(database, at(10), at(20))
      expect([one, other].map((found) => found!.call_sid)).toEqual([callSid(2), callSid(1)])
      const { queries } = database
      const later = { state: 'waiting', due_at: at(12), failure: 'is away' } as const
      await settleDelivery(queries, one!, later, at(10))
      await settleDelivery(queries, other!, { state: 'sent' }, at(10))
      expect(await claimed(database, at(11), at(20))).toEqual([])
      expect(await claimed(database, at(12), at(20))).toMatchObject([
        { call_sid: callSid(2), attempts: 2 },
      ])
      expect(await claimed(database, at(58), at(59))).toHaveLength(1)
    })

    test('comes a few at a time, the latest first', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'missed')
      await routed(database, at(9))
      await told(database, 2, 'missed')
      await routed(database, at(10))
      expect(await claimed(database, at(11), at(20), 1)).toMatchObject([{ call_sid: callSid(2) }])
    })

    test('is not sent of a call that was erased meanwhile', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'missed')
      await routed(database, at(9))
      await told(database, 2, 'missed')
      await eraseCall(database, callSid(1), new Date(at(9)))
      await eraseCall(database, callSid(2), new Date(at(9)))
      expect(await findNoticesToRoute(database.queries)).toEqual([])
      expect(await claimed(database, at(10), at(20))).toEqual([])
    })

    test('are listed newest first, a page at a time, with what came of each', async () => {
      const database = await opened(fresh)
      for (const id of [1, 2, 3]) await told(database, id, 'missed')
      await routed(database, at(9))
      const [last] = await claimed(database, at(10), at(20), 1)
      const failed = { state: 'given up', failure: 'answers 503' } as const
      await settleDelivery(database.queries, last!, failed, at(10))
      const page = (after: number | null, filter = {}) =>
        listNotices(database.queries, oneList, filter, { limit: 2, after })
      const first = await page(null)
      expect(first.map(({ call_sid }) => call_sid)).toEqual([callSid(3), callSid(2)])
      expect(await page(first[1]!.id)).toMatchObject([{ call_sid: callSid(1), kind: 'missed' }])
      const [givenUp, ...others] = await page(null, { state: 'given up' })
      expect(others).toEqual([])
      expect(givenUp!.deliveries).toMatchObject([{ channel: 'ntfy', failure: 'answers 503' }])
      expect(await page(null, { callSid: callSid(2) })).toHaveLength(1)
      expect(await findNotice(database.queries, oneList, givenUp!.id)).toEqual(givenUp)
      expect(await findNotice(database.queries, oneList, 999)).toBeUndefined()
    })

    test('that was given up is due again, and no other', async () => {
      const database = await opened(fresh)
      await told(database, 1, 'missed')
      await routed(database, at(9))
      const [mine] = await claimed(database, at(10), at(20))
      const which = { noticeId: mine!.notice_id, channel: 'ntfy' }
      const due = { at: at(11), until: at(59) }
      expect(await retryDelivery(database, which, due)).toBe(false)
      const failed = { state: 'given up', failure: 'answers 503' } as const
      await settleDelivery(database.queries, mine!, failed, at(10))
      expect(await claimed(database, at(12), at(20))).toEqual([])
      expect(await retryDelivery(database, which, due)).toBe(true)
      expect(await retryDelivery(database, which, due)).toBe(false)
      expect(await claimed(database, at(12), at(20))).toMatchObject([{ attempts: 2 }])
    })
  })

  describe(`${kind}: settings of notices`, () => {
    test('are kept, changed and taken back; what stays the same keeps its time', async () => {
      const database = await opened(fresh)
      const read = () => readStoredSettings(database.queries, 'notice_settings')
      expect(await read()).toEqual([])
      await storeSettings(
        database,
        'notice_settings',
        { QUIET_HOURS: '22:00-07:00', DIGEST: 'email' },
        at(1),
      )
      await storeSettings(
        database,
        'notice_settings',
        { QUIET_HOURS: 'none', DIGEST: 'email' },
        at(2),
      )
      expect(await read()).toEqual([
        { name: 'DIGEST', value: 'email', updated_at: at(1) },
        { name: 'QUIET_HOURS', value: 'none', updated_at: at(2) },
      ])
      await storeSettings(
        database,
        'notice_settings',
        { QUIET_HOURS: null, NOTICE_DETAIL: null },
        at(3),
      )
      expect((await read()).map(({ name }) => name)).toEqual(['DIGEST'])
      await storeSettings(database, 'notice_settings', {}, at(4))
      expect(await read()).toHaveLength(1)
    })
  })

  describe(`${kind}: digests`, () => {
    const digest = (day: string) => ({
      channel: 'email',
      day,
      from_at: at(0),
      to_at: at(30),
      state: 'waiting',
      due_at: at(30),
      until: at(59),
      attempts: 0,
      failure: null,
      updated_at: at(30),
    })

    test('one a day and channel is begun once, and claimed once until its lease is over', async () => {
      const database = await opened(fresh)
      const { queries } = database
      expect(await findLastDigest(queries, 'email')).toBeUndefined()
      expect(await beginDigest(database, digest('2026-11-25'))).toBe(true)
      expect(await beginDigest(database, digest('2026-11-25'))).toBe(false)
      expect(await beginDigest(database, digest('2026-11-26'))).toBe(true)
      expect(await findLastDigest(queries, 'ntfy')).toBeUndefined()
      const last = (await findLastDigest(queries, 'email'))!
      expect(last).toEqual(digest('2026-11-26'))
      const claim = { now: at(31), leaseUntil: at(40) }
      expect(await claimDigest(database, last, claim)).toBe(true)
      expect(await claimDigest(database, last, claim)).toBe(false)
      const leased = (await findLastDigest(queries, 'email'))!
      expect(leased).toMatchObject({ attempts: 1, due_at: at(40) })
      expect(await claimDigest(database, leased, { now: at(41), leaseUntil: at(50) })).toBe(true)
      // Whoever lost the lease settles nothing.
      await settleDigest(database, leased, { state: 'given up', failure: 'x' }, at(42))
      await settleDigest(database, { ...leased, attempts: 2 }, { state: 'sent' }, at(43))
      await settleDigest(database, { ...leased, attempts: 2 }, { state: 'nothing' }, at(44))
      expect(await findLastDigest(queries, 'email')).toMatchObject({
        state: 'sent',
        updated_at: at(43),
      })
    })

    test('have the calls that ended in their span, newest first', async () => {
      const database = await opened(fresh)
      for (const id of [1, 2, 3]) await told(database, id, 'missed')
      const going = await receivedBy(database, 4)
      await commit(database, turn(going, { words: 'hello' }))
      await told(database, 5, 'missed')
      await eraseCall(database, callSid(5), new Date(at(9)))
      const span = { from: at(2), to: at(30) }
      const calls = await findEndedCalls(database.queries, span, 10)
      expect(calls.map(({ call_sid }) => call_sid)).toEqual([callSid(3), callSid(2), callSid(1)])
      expect(await findEndedCalls(database.queries, span, 1)).toHaveLength(1)
      expect(await findEndedCalls(database.queries, { ...span, to: at(3) }, 9)).toHaveLength(1)
      const counts = await countEndedCalls(database.queries, span)
      expect([...counts.values()].reduce((all, one) => all + one, 0)).toBe(3)
      await database.queries.updateTable('calls').set({ became: 'missed' }).execute()
      expect((await countEndedCalls(database.queries, span)).get('missed')).toBe(3)
    })
  })
}
