/** What every database has to do for us: run on each kind that we know. */
import { describe, expect, test } from 'vitest'
import { commit } from '../../../storage/calls/commit.ts'
import { receive } from '../../../storage/calls/receive.ts'
import { findConversation, findJournal } from '../../../storage/review/conversations.ts'
import { isMigrated, migrate, type Database } from '../../../storage/database.ts'
import { alone } from '../../../storage/migration-lock.ts'
import { callSid, turn, arrived } from '../calls-to-store.ts'
import { describeAddressBook } from './address-book.ts'
import { describeCalls } from './calls.ts'
import { describeContacts } from './contacts.ts'
import { describeDecisionTokens } from './decision-tokens.ts'
import { describeErasure } from './erasure.ts'
import type { FreshDatabase } from './fresh-database.ts'
import { describeInbox } from './inbox.ts'
import { describeLists } from './lists.ts'
import { describeNotices } from './notices.ts'
import { describePush } from './push.ts'
import { describeReview } from './review.ts'
import { describeRules } from './rules.ts'
import { describeSessions } from './sessions.ts'
import { describeSilentCalls } from './silent-calls.ts'
import { oneList } from '../../support/one-list.ts'

/** The sentences on storage, on this kind of database. */
export function describeStorage(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: migrations`, () => {
    test('run once, and a second start finds nothing to do', async () => {
      const open = await fresh()
      {
        await using database = await open()
        expect(await isMigrated(database.queries)).toBe(false)
        await migrate(database.queries)
        expect(await isMigrated(database.queries)).toBe(true)
      }
      await using again = await open()
      await migrate(again.queries)
      expect(await isMigrated(again.queries)).toBe(true)
    })
  })

  describeCalls(kind, fresh)
  describeContacts(kind, fresh)
  describeRules(kind, fresh)
  describeReview(kind, fresh)
  describeInbox(kind, fresh)
  describeErasure(kind, fresh)
  describeNotices(kind, fresh)
  describeSessions(kind, fresh)
  describePush(kind, fresh)
  describeDecisionTokens(kind, fresh)
  describeSilentCalls(kind, fresh)
  describeLists(kind, fresh)
  describeAddressBook(kind, fresh)
}

/** What a database has to do beyond that where many processes share it from the first moment. */
export function describeSharedStorage(kind: string, fresh: FreshDatabase): void {
  test(`${kind}: migrations run once when two processes start together`, async () => {
    const open = await fresh()
    await using one = await open()
    await using other = await open()
    await Promise.all([migrate(one.queries), migrate(other.queries)])
    expect(await isMigrated(one.queries)).toBe(true)
  })

  test(`${kind}: of two processes with one call, each takes a turn or starts again`, async () => {
    const open = await fresh()
    await using one = await open()
    await using other = await open()
    await migrate(one.queries)
    const takeTurns = async (database: Database, name: string) => {
      for (let taken = 0; taken < 5;) {
        const receipt = await receive(database, arrived(1, `${name} ${taken}`))
        if (!('received' in receipt)) taken++
        else if (await commit(database, turn(receipt.received, { words: `${name} ${taken}` })))
          taken++
      }
    }
    await Promise.all([takeTurns(one, 'one'), takeTurns(other, 'other')])
    const { turns, id } = (await findConversation(one.queries, oneList, callSid(1)))!
    expect(turns.map(({ turn_index }) => turn_index)).toEqual(turns.map((_, index) => index))
    const events = (await findJournal(one.queries, id)).filter(({ kind: what }) => what === 'event')
    expect(new Set(events.map((event) => event.webhook)).size).toBe(10)
    expect(events).toHaveLength(10)
  })
}

/** What becomes of who starts while another process is at the schema. */
export function describeStart(kind: string, fresh: FreshDatabase): void {
  test(`${kind}: who starts while another changes the schema waits for it, and says so`, async () => {
    const open = await fresh()
    await using one = await open()
    await using other = await open()
    let waiting = 0
    let isOver = false
    const { promise: until, resolve } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const changing = alone(
      one.queries,
      () => undefined,
      async () => {
        begin()
        await until
        isOver = true
      },
    )
    await begun
    const migrating = migrate(other.queries, () => {
      waiting++
      resolve()
    }).then(() => isOver)
    expect(await migrating).toBe(true)
    await changing
    expect(waiting).toBe(1)
    expect(await isMigrated(other.queries)).toBe(true)
  })
}
