/** What a database forgets, and what not. */
import { describe, expect, test } from 'vitest'
import { commit } from '../../../storage/calls/commit.ts'
import { receive } from '../../../storage/calls/receive.ts'
import { findConversation, findJournal } from '../../../storage/review/conversations.ts'
import { ERASED, eraseCall, eraseCallsBefore } from '../../../storage/review/erasure.ts'
import { at, callSid, turn, arrived } from '../calls-to-store.ts'
import { opened, receivedBy, store, type FreshDatabase } from './fresh-database.ts'
import { oneList } from '../../support/one-list.ts'

export function describeErasure(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: erasure`, () => {
    test('takes the words and the number, and leaves the rest', async () => {
      const database = await opened(fresh)
      await store(database, 1, 'secret')
      const now = new Date(at(9))
      expect(await eraseCall(database, callSid(1), now)).toBe('erased')
      expect(await eraseCall(database, callSid(1), now)).toBe('erased')
      expect(await eraseCall(database, callSid(2), now)).toBe('unknown')
      const erased = (await findConversation(database.queries, oneList, callSid(1)))!
      expect(erased).toMatchObject({
        caller_id: ERASED,
        final_decision: 'ended',
        erased_at: now.toISOString(),
      })
      expect(erased.turns.map(({ text, latency_ms }) => [text, latency_ms])).toEqual([
        ['', null],
        ['', 12.25],
      ])
      expect(await findJournal(database.queries, erased.id)).toEqual([])
      expect(await receive(database, arrived(1, 'late'))).toEqual({ unknown: true })
    })

    test('leaves a call in progress', async () => {
      const database = await opened(fresh)
      await receivedBy(database, 1)
      expect(await eraseCall(database, callSid(1), new Date(at(2)))).toBe('in progress')
    })

    test('is not undone by a turn that had begun before', async () => {
      const database = await opened(fresh)
      await store(database, 1, 'secret')
      const late = await receivedBy(database, 1, 'late')
      await eraseCall(database, callSid(1), new Date(at(9)))
      expect(await commit(database, turn(late, { words: 'secret again' }))).toBe(false)
      const { turns } = (await findConversation(database.queries, oneList, callSid(1)))!
      expect(turns.map(({ text }) => text)).toEqual(['', ''])
    })

    test('takes all that began before a time, few by few', async () => {
      const database = await opened(fresh)
      for (let id = 1; id <= 23; id++) await store(database, id, 'secret')
      const now = () => new Date(at(59))
      expect(await eraseCallsBefore(database, { before: at(23), now })).toBe(22)
      expect(await eraseCallsBefore(database, { before: at(23), now })).toBe(0)
      const [kept] = (await findConversation(database.queries, oneList, callSid(23)))!.turns
      expect(kept!.text).toBe('secret')
    })
  })
}
