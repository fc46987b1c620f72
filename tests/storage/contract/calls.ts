/** What a database does for calls: each webhook is received once, each turn committed once. */
import { describe, expect, test } from 'vitest'
import { sweepAnswers } from '../../../storage/calls/answers.ts'
import { commit } from '../../../storage/calls/commit.ts'
import { receive, type Received } from '../../../storage/calls/receive.ts'
import { findContact, saveContact } from '../../../storage/contacts.ts'
import { findConversation, findJournal } from '../../../storage/review/conversations.ts'
import { readCounts } from '../../../storage/review/counts.ts'
import { isBeingPutThrough } from '../../../storage/calls/open-dials.ts'
import { at, call, callSid, turn, arrived } from '../calls-to-store.ts'
import { MOM, opened, receivedBy, store, type FreshDatabase } from './fresh-database.ts'

export function describeCalls(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: calls`, () => {
    test('a webhook begins a call, a turn answers it, a repeat gets the same answer', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      expect(received).toMatchObject({
        lastSeq: 1,
        pending: [{ seq: 1, identity: '/route first', event: { type: 'arrived' } }],
        call: { call_sid: callSid(1), revision: 0, snapshot: null, end_time: null },
      })
      expect(await commit(database, turn(received, { words: 'hello' }))).toBe(true)
      expect(await receive(database, arrived(1, 'first'))).toEqual({ answered: '<Response/>' })

      const next = await receivedBy(database, 1, 'second')
      expect(next.call).toMatchObject({ revision: 1, utterances: 2, handled_seq: 2 })
      expect(JSON.parse(next.call.snapshot!)).toEqual({ said: 'hello' })
      expect(next.pending.map(({ seq, identity }) => [seq, identity])).toEqual([
        [3, '/route second'],
      ])
    })

    test('a webhook that cannot begin a call finds none', async () => {
      const database = await opened(fresh)
      const later = { ...arrived(1, 'x'), opening: null }
      expect(await receive(database, later)).toEqual({ unknown: true })
    })

    test('of two turns of one call that started from the same state, one is committed', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const committed = await Promise.all(
        ['one', 'two', 'three'].map((words) => commit(database, turn(received, { words }))),
      )
      expect(committed.filter(Boolean)).toHaveLength(1)
      const { turns } = (await findConversation(database.queries, callSid(1)))!
      expect(turns).toHaveLength(2)
      // Nothing of those that lost has stayed.
      expect(await findJournal(database.queries, received.call.id)).toHaveLength(2)
    })

    test('a turn that did not see the last webhook starts again', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      await receivedBy(database, 1, 'second')
      expect(await commit(database, turn(received, { words: 'hello' }))).toBe(false)
    })

    test('the same webhook many times at once is one call with one event', async () => {
      const database = await opened(fresh)
      const all = await Promise.all(Array.from({ length: 8 }, () => receivedBy(database, 1)))
      expect(new Set(all.map((received) => received.call.id)).size).toBe(1)
      expect(await findJournal(database.queries, all[0]!.call.id)).toHaveLength(1)
    })

    test('different webhooks of one call at once are all in its journal, in one order', async () => {
      const database = await opened(fresh)
      const { call: known } = await receivedBy(database, 1)
      await Promise.all(['a', 'b', 'c', 'd'].map((token) => receivedBy(database, 1, token)))
      const journal = await findJournal(database.queries, known.id)
      expect(journal.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      expect(new Set(journal.map((entry) => entry.webhook))).toEqual(
        new Set(['first', 'a', 'b', 'c', 'd'].map((token) => `/route ${token}`)),
      )
    })

    test('what identifies counts letter by letter', async () => {
      const database = await opened(fresh)
      await receivedBy(database, 1, 'Token')
      await receivedBy(database, 1, 'token')
      const other = arrived(1, 'Token', call(1, { call_sid: callSid(1).toLowerCase() }))
      expect(await receive(database, other)).toMatchObject({ received: { lastSeq: 1 } })
      expect((await readCounts(database.queries, new Date(at(2)))).calls).toBe(2)
    })

    test('a call has an id of up to 128 characters, as its line gives it', async () => {
      const database = await opened(fresh)
      const longest = `sip:${'a1.-_@'.repeat(30)}`.slice(0, 128)
      const first = arrived(1, 'first', call(1, { call_sid: longest }))
      const { received } = (await receive(database, first)) as { received: Received }
      expect(await commit(database, turn(received, { words: 'hello' }))).toBe(true)
      expect(await receive(database, first)).toEqual({ answered: '<Response/>' })
      expect((await findConversation(database.queries, longest))!.turns).toHaveLength(2)
    })

    test('whatever is spoken, however long, comes back as it was', async () => {
      const database = await opened(fresh)
      const words = ` Grüße 你好 שלום 👩‍👩‍👧 ' " ; -- ${'ä'.repeat(9_000)} `
      await store(database, 1, words)
      const [spoken] = (await findConversation(database.queries, callSid(1)))!.turns
      expect(spoken).toMatchObject({ speaker: 'caller', text: words, latency_ms: null })
      const { call: known } = await receivedBy(database, 1, 'next')
      expect(JSON.parse(known.snapshot!)).toEqual({ said: words })
    })

    test('a work that fails leaves nothing behind', async () => {
      const database = await opened(fresh)
      const failing = database.write(async (queries) => {
        await saveContact(queries, MOM, at(1))
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await findContact(database.queries, MOM.phoneNumber)).toBeUndefined()
    })

    test('a caller who is being put through is found, for as long as it lasts', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const dialing = turn(received, { words: 'fire', final_decision: 'transferred' })
      await commit(database, dialing)
      const from = { begunSince: at(0), dialedSince: at(0), otherThan: callSid(2) }
      const isOpen = (change = {}) =>
        isBeingPutThrough(database.queries, { callerId: '+14155550123', ...from, ...change })
      expect(await isOpen()).toBe(true)
      expect(await isOpen({ otherThan: callSid(1) })).toBe(false)
      expect(await isOpen({ callerId: '+14155550124' })).toBe(false)
      expect(await isOpen({ dialedSince: at(9) })).toBe(false)
      const next = await receivedBy(database, 1, 'ended')
      await commit(database, turn(next, { words: '', transfer_status: 'completed' }))
      expect(await isOpen()).toBe(false)
    })

    test('old answers are removed, however many, and new ones are kept', async () => {
      const database = await opened(fresh)
      await database.write(async (queries) => {
        for (let id = 0; id < 210; id++)
          await queries
            .insertInto('answers')
            .values({
              call_id: id,
              call_sid: callSid(id),
              webhook: 'w',
              body: 'x',
              at: at(id < 209 ? 0 : 2),
            })
            .execute()
      })
      await sweepAnswers(database, at(1))
      const left = await database.queries.selectFrom('answers').select('call_id').execute()
      expect(left).toEqual([{ call_id: 209 }])
    })
  })
}
