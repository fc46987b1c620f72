/** What a database does for the owner's inbox. */
import { describe, expect, test } from 'vitest'
import { commit } from '../../../storage/calls/commit.ts'
import { receive } from '../../../storage/calls/receive.ts'
import { addContact } from '../../../storage/contacts.ts'
import { conversationJson } from '../../../server/owner/api/conversation-schema.ts'
import { standsIn, TABS, type Tab } from '../../../storage/became.ts'
import { findConversation, listConversations } from '../../../storage/review/conversations.ts'
import type { Database } from '../../../storage/database.ts'
import { eraseCall } from '../../../storage/review/erasure.ts'
import { changeCall, countTabs } from '../../../storage/review/inbox.ts'
import { findSpokenWords } from '../../../storage/review/spoken-words.ts'
import { arrived, at, call, callSid, turn } from '../calls-to-store.ts'
import { MOM, opened, receivedBy, type FreshDatabase } from './fresh-database.ts'
import { SHARED } from '../../../storage/roll.ts'
import { oneList } from '../../support/one-list.ts'

type Change = Omit<Parameters<typeof turn>[1], 'words'>

async function store(database: Database, id: number, change: Change): Promise<void> {
  const received = await receivedBy(database, id)
  await commit(database, turn(received, { words: 'hello', end_time: at(id + 1), ...change }))
}

/** One of each. */
async function storeAll(database: Database): Promise<void> {
  const transferred = { final_decision: 'transferred' }
  await store(database, 1, { final_decision: 'completed' })
  await store(database, 2, { ...transferred, transfer_status: 'completed' })
  await store(database, 3, { ...transferred, transfer_status: 'busy' })
  await store(database, 4, { final_decision: 'completed', leftMessage: true, call_back: '0123456' })
  await store(database, 5, { ...transferred, transfer_status: 'no-answer', leftMessage: true })
  await store(database, 6, { ...transferred, end_time: null })
  await store(database, 7, { final_decision: null, end_time: null })
}

export function describeInbox(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: inbox`, () => {
    async function inTabs({ queries }: Database): Promise<Record<Tab, number[]>> {
      const tabs = TABS.map(async (tab) => {
        const calls = await listConversations(queries, oneList, { tab }, { limit: 9, after: null })
        return [tab, calls.map(({ id }) => id)] as const
      })
      return Object.fromEntries(await Promise.all(tabs)) as Record<Tab, number[]>
    }

    test('whom the owner declined was turned away or left a message, and was not missed', async () => {
      const database = await opened(fresh)
      const declined = { final_decision: 'transferred_owner', transfer_status: 'declined' }
      await store(database, 1, declined)
      await store(database, 2, { ...declined, leftMessage: true })
      await store(database, 3, { ...declined, transfer_status: 'no-answer' })
      expect(await inTabs(database)).toEqual({
        to_call_back: [3, 2],
        missed: [3],
        messages: [2],
        put_through: [],
        turned_away: [1],
      })
      const ended = { limit: 9, after: null }
      const found = await listConversations(database.queries, oneList, { dial: 'declined' }, ended)
      expect(found.map(({ id }) => id)).toEqual([2, 1])
    })

    test('calls stand in the tabs where their owner looks for them, and are counted there', async () => {
      const database = await opened(fresh)
      await storeAll(database)
      expect(await inTabs(database)).toEqual({
        to_call_back: [5, 4, 3],
        missed: [5, 3],
        messages: [5, 4],
        put_through: [6, 2],
        turned_away: [1],
      })
      // A page that watches calls says the same of each.
      const all = await listConversations(database.queries, oneList, {}, { limit: 9, after: null })
      for (const tab of TABS) {
        const there = all
          .map((one) => conversationJson(one, { of: () => ({ label: '' }) }))
          .filter((shown) => standsIn(tab, shown))
        expect(there).toHaveLength((await inTabs(database))[tab].length)
      }
      expect(await countTabs(database.queries, {})).toEqual({
        to_call_back: 3,
        missed: 2,
        messages: 2,
        put_through: 2,
        turned_away: 1,
      })
      const counts = await countTabs(database.queries, { from: at(5), dial: 'no-answer' })
      expect(counts).toMatchObject({ missed: 1, put_through: 0, turned_away: 0 })
    })

    test('words once left stay left, whatever the call goes on with', async () => {
      const database = await opened(fresh)
      const undecided = { final_decision: null, end_time: null, leftMessage: true }
      await store(database, 1, { ...undecided, call_back: '0123456' })
      expect((await inTabs(database)).messages).toEqual([1])
      const receipt = await receive(database, arrived(1, 'second'))
      if (!('received' in receipt)) throw new Error('not received')
      await commit(database, turn(receipt.received, { words: 'bye', final_decision: 'abandoned' }))
      expect(await inTabs(database)).toMatchObject({ messages: [1], turned_away: [] })
      expect(await findConversation(database.queries, oneList, callSid(1))).toMatchObject({
        became: 'message',
        call_back: '0123456',
      })
    })

    test('what the owner is done with is not to be called back, and done once is done then', async () => {
      const database = await opened(fresh)
      await storeAll(database)
      const change = (done: boolean, minute: number) =>
        changeCall(database, callSid(3), { done }, new Date(at(minute)))
      expect(await change(true, 20)).toBe(true)
      await change(true, 30)
      expect((await findConversation(database.queries, oneList, callSid(3)))!.done_at).toBe(at(20))
      expect(await inTabs(database)).toMatchObject({ to_call_back: [5, 4], missed: [5, 3] })
      await change(false, 40)
      expect(await inTabs(database)).toMatchObject({ to_call_back: [5, 4, 3] })
      expect(await changeCall(database, 'CA0', { done: true }, new Date(at(1)))).toBe(false)
    })

    test('what is erased is not to be called back, and its number is gone', async () => {
      const database = await opened(fresh)
      await storeAll(database)
      await eraseCall(database, callSid(4), new Date(at(50)))
      expect(await inTabs(database)).toMatchObject({ to_call_back: [5, 3], messages: [5, 4] })
      expect((await findConversation(database.queries, oneList, callSid(4)))!.call_back).toBeNull()
    })

    test('what should have become of a call is kept beside the rest, found, and taken back', async () => {
      const database = await opened(fresh)
      await storeAll(database)
      const find = async (corrected: boolean) =>
        (
          await listConversations(
            database.queries,
            oneList,
            { corrected },
            { limit: 9, after: null },
          )
        ).length
      const say = (ownerVerdict: 'transfer' | null) =>
        changeCall(database, callSid(1), { ownerVerdict }, new Date(at(9)))
      await changeCall(database, callSid(1), { done: true }, new Date(at(8)))
      await say('transfer')
      expect(await findConversation(database.queries, oneList, callSid(1))).toMatchObject({
        owner_verdict: 'transfer',
        done_at: at(8),
      })
      expect([await find(true), await find(false)]).toEqual([1, 6])
      await say(null)
      expect([await find(true), await find(false)]).toEqual([0, 7])
    })

    test.each([
      ['mOM', [2]],
      ['é', [3]],
      ['555 0111', [2]],
      ['(415) 555-01', [3, 2, 1]],
      ['0415 555 0123', [1]],
      ['0123456', [4]],
      ['55', []],
      ['555-0111 x', []],
    ])('%j finds calls by the name or the number of who called', async (words, ids) => {
      const database = await opened(fresh)
      await addContact(database, SHARED, MOM, at(0))
      await addContact(
        database,
        SHARED,
        { ...MOM, phoneNumber: '+14155550112', name: 'RENÉE' },
        at(0),
      )
      const callers = ['+14155550123', '+14155550111', '+14155550112', '+12025550100']
      for (const [index, caller_id] of callers.entries()) {
        const id = index + 1
        const receipt = await receive(database, arrived(id, 'first', call(id, { caller_id })))
        if (!('received' in receipt)) throw new Error('not received')
        const left = id === 4 ? { call_back: '0123456' } : {}
        await commit(database, turn(receipt.received, { words: 'hello', ...left }))
      }
      const found = await findSpokenWords(
        database.queries,
        oneList,
        words,
        {},
        { limit: 9, after: null },
      )
      expect(found.ids).toEqual(ids)
    })
  })
}
