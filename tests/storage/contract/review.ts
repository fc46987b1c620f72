/** What a database does for those who look back. */
import { describe, expect, test } from 'vitest'
import { addContact } from '../../../storage/contacts.ts'
import { findConversations, listConversations } from '../../../storage/review/conversations.ts'
import { readCounts } from '../../../storage/review/counts.ts'
import type { Database } from '../../../storage/database.ts'
import { countTabs } from '../../../storage/review/inbox.ts'
import { findSpokenWords } from '../../../storage/review/spoken-words.ts'
import { readDays } from '../../../storage/review/statistics.ts'
import { calendarOf } from '../../../server/basics/calendar.ts'
import { hourSpans } from '../../../server/basics/hour-spans.ts'
import { at, callSid } from '../calls-to-store.ts'
import { MOM, opened, receivedBy, store, type FreshDatabase } from './fresh-database.ts'
import { SHARED } from '../../../storage/roll.ts'
import { oneList } from '../../support/one-list.ts'

/** A call that began then, for each. */
async function storeAt(database: Database, starts: string[]): Promise<void> {
  for (const [index, start_time] of starts.entries()) {
    await store(database, index + 1, 'hello')
    await database.write((queries) =>
      queries
        .updateTable('calls')
        .set({ start_time })
        .where('call_sid', '=', callSid(index + 1))
        .execute(),
    )
  }
}

export function describeReview(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: review`, () => {
    test('calls are listed newest first, page by page, by time, decision and caller', async () => {
      const database = await opened(fresh)
      const { queries } = database
      await addContact(database, SHARED, { ...MOM, phoneNumber: '+14155550123' }, at(0))
      for (let id = 1; id <= 5; id++) await store(database, id, 'hello')
      const sids = async (filter: object, after: { startTime: string; id: number } | null = null) =>
        (await listConversations(queries, oneList, filter, { limit: 2, after })).map(
          ({ call_sid }) => call_sid,
        )
      expect(await sids({})).toEqual([callSid(5), callSid(4)])
      const [, last] = await listConversations(queries, oneList, {}, { limit: 2, after: null })
      expect(await sids({}, { startTime: last!.start_time, id: last!.id })).toEqual([
        callSid(3),
        callSid(2),
      ])
      expect(await sids({ from: at(2), to: at(3) })).toEqual([callSid(2)])
      expect(await sids({ decision: 'ended' })).toEqual([callSid(5), callSid(4)])
      expect(await sids({ decision: 'Ended' })).toEqual([])
      expect(await sids({ caller: '+14155550199' })).toEqual([])
      const [first] = await findConversations(queries, oneList, [last!.id])
      expect(first).toMatchObject({ contact_name: 'Mom', call_sid: callSid(4), erased_at: null })
      expect(first!.turns.map(({ text }) => text)).toEqual(['hello', 'Go on?'])
      expect(await findConversations(queries, oneList, [])).toEqual([])
    })

    test.each([
      ['HELLO there', [1]],
      ['grüsse', []],
      ['GRÜSS', [2]],
      ['100%', [3]],
      ['0_', []],
      ['[a', [3]],
      ['~', [3]],
      ['ni hao', []],
      ['你好', [4]],
      ['e\u0301cole', [4]],
    ])('%j is found in the calls in which it was said', async (words, ids) => {
      const database = await opened(fresh)
      const said = ['well hello There', 'Schöne Grüße, Grüsslis', '100% [ab] ~', '你好 École']
      for (const [index, text] of said.entries()) await store(database, index + 1, text)
      const found = await findSpokenWords(
        database.queries,
        oneList,
        words,
        {},
        { limit: 9, after: null },
      )
      const calls = await findConversations(database.queries, oneList, found.ids)
      expect(calls.map(({ call_sid }) => call_sid)).toEqual(ids.map((id) => callSid(id)))
      expect(found.searchedTo).toBeNull()
    })

    test('days are counted, with their latencies', async () => {
      const database = await opened(fresh)
      for (let id = 1; id <= 3; id++) await store(database, id, 'hello')
      await receivedBy(database, 4)
      const { dayOf } = calendarOf('UTC')
      const [day, ...more] = await readDays(database.queries, { from: at(0), to: at(60), dayOf })
      expect(more).toEqual([])
      expect(day).toEqual({
        date: '2026-11-22',
        calls: 4,
        decisions: { ended: 3, undecided: 1 },
        kinds: { sales: 3 },
        became: { turned_away: 3 },
        turnMs: [12.25, 12.25, 12.25],
        modelMs: [300, 300, 300],
        aheadMs: [],
        aheadInVain: 0,
      })
    })

    test('days are counted without their latencies too, and whoever asks sees each call', async () => {
      const database = await opened(fresh)
      for (let id = 1; id <= 2; id++) await store(database, id, 'hello')
      const seen: string[] = []
      const [day] = await readDays(database.queries, {
        from: at(0),
        to: at(60),
        dayOf: calendarOf('UTC').dayOf,
        latencies: false,
        each: ({ start_time: start, caller_id: caller }) => void seen.push(`${start} ${caller}`),
      })
      expect(day).toMatchObject({ calls: 2, turnMs: [], modelMs: [] })
      expect(seen).toEqual([`${at(1)} +14155550123`, `${at(2)} +14155550123`])
    })

    test('a call belongs to the day that it is where it is counted', async () => {
      const database = await opened(fresh)
      await storeAt(database, [
        '2026-11-01T08:30:00.000Z',
        '2026-11-02T07:59:59.999Z',
        '2026-11-02T08:00:00.000Z',
      ])
      const { dayOf, startOf } = calendarOf('America/Los_Angeles')
      const span = { from: startOf('2026-11-01'), to: startOf('2026-11-03'), dayOf }
      const days = await readDays(database.queries, span)
      expect(days.map(({ date, calls, turnMs }) => [date, calls, turnMs.length])).toEqual([
        ['2026-11-01', 2, 2],
        ['2026-11-02', 1, 1],
      ])
    })

    test('calls are listed and counted by what the clocks showed, also half an hour put back', async () => {
      const database = await opened(fresh)
      const { queries } = database
      // At 15:00 UTC clocks go back from 2:00 to 1:30.
      const starts = ['13:59:59.999', '14:00:00.000', '15:29:59.999', '15:30:00.000'].map(
        (time) => `2026-04-04T${time}Z`,
      )
      await storeAt(database, starts)
      const inHour = async (zone: string, hour: number) => {
        const clock = hourSpans(zone, hour, { from: starts[0]!, to: starts.at(-1)! })
        const calls = await listConversations(
          queries,
          oneList,
          { clock },
          { limit: 9, after: null },
        )
        const { turned_away: counted } = await countTabs(queries, { clock })
        return [calls.map(({ id }) => id), counted]
      }
      expect(await inHour('Australia/Lord_Howe', 0)).toEqual([[1], 1])
      expect(await inHour('Australia/Lord_Howe', 1)).toEqual([[3, 2], 2])
      expect(await inHour('Australia/Lord_Howe', 2)).toEqual([[4], 1])
      expect(await inHour('Asia/Kolkata', 19)).toEqual([[2, 1], 2])
      expect(await inHour('UTC', 15)).toEqual([[4, 3], 2])
    })

    test('calls, those in progress and contacts are counted', async () => {
      const database = await opened(fresh)
      await addContact(database, SHARED, MOM, at(1))
      await store(database, 1, 'hello')
      await receivedBy(database, 2)
      const counts = await readCounts(database.queries, new Date(at(3)))
      expect(counts).toEqual({ calls: 2, calls_in_progress: 1, contacts: 1 })
    })
  })
}
