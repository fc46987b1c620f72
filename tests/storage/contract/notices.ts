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
import { eraseCall } from '../../../storage/review/erasure.ts'
import { at, call, callSid, turn } from '../calls-to-store.ts'
import { opened, receivedBy, type FreshDatabase } from './fresh-database.ts'

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
  })
}
