/** What a database does for calls: each webhook is received once, each turn committed once. */
import { describe, expect, test } from 'vitest'
import { sweepAnswers } from '../../../storage/calls/answers.ts'
import { commit } from '../../../storage/calls/commit.ts'
import { recordMissedCall } from '../../../storage/calls/missed-calls.ts'
import { receive, type ArrivedEvent, type Received } from '../../../storage/calls/receive.ts'
import { findContact, saveContact } from '../../../storage/contacts.ts'
import { findConversation, findJournal } from '../../../storage/review/conversations.ts'
import type { Database } from '../../../storage/database.ts'
import { readCounts } from '../../../storage/review/counts.ts'
import { isBeingPutThrough } from '../../../storage/calls/open-dials.ts'
import { at, call, callSid, turn, arrived } from '../calls-to-store.ts'
import { MOM, opened, receivedBy, store, type FreshDatabase } from './fresh-database.ts'
import { SHARED } from '../../../storage/roll.ts'
import { oneList } from '../../support/one-list.ts'

async function receivedOf(database: Database, event: ArrivedEvent): Promise<Received> {
  const receipt = await receive(database, event)
  if (!('received' in receipt)) throw new Error('not received')
  return receipt.received
}

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

    test('what begins a call that has begun is its first event once more', async () => {
      const database = await opened(fresh)
      const anew = { ...arrived(1, 'another'), isFirst: true }
      const begun = await receivedBy(database, 1)
      expect((await receivedOf(database, anew)).pending).toEqual(begun.pending)
      expect(await commit(database, turn(begun, { words: 'hello' }))).toBe(true)
      expect(await receive(database, anew)).toEqual({ answered: '<Response/>' })
      await sweepAnswers(database, at(60 * 24))
      expect(await receive(database, anew)).toEqual({ answered: '' })
      expect(await receive(database, arrived(1, 'first'))).toEqual({ answered: '' })
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
      const { turns } = (await findConversation(database.queries, oneList, callSid(1)))!
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
      expect((await findConversation(database.queries, oneList, longest))!.turns).toHaveLength(2)
    })

    test('whatever is spoken, however long, comes back as it was', async () => {
      const database = await opened(fresh)
      const words = ` Grüße 你好 שלום 👩‍👩‍👧 ' " ; -- ${'ä'.repeat(9_000)} `
      await store(database, 1, words)
      const [spoken] = (await findConversation(database.queries, oneList, callSid(1)))!.turns
      expect(spoken).toMatchObject({ speaker: 'caller', text: words, latency_ms: null })
      const { call: known } = await receivedBy(database, 1, 'next')
      expect(JSON.parse(known.snapshot!)).toEqual({ said: words })
    })

    test('an event without a token is known by the revision that it came at', async () => {
      const database = await opened(fresh)
      const untold = { route: '/route', digest: 'same', replyTo: null }
      const again = { ...arrived(1, ''), identity: untold }
      const first = await receivedOf(database, again)
      expect(first.pending[0]!.identity).toBe('/route 0 same')
      await commit(database, turn(first, { words: 'hello' }))
      const second = await receivedOf(database, again)
      expect(second.pending.map(({ identity }) => identity)).toEqual(['/route 1 same'])
      expect(await receivedOf(database, again)).toMatchObject({ lastSeq: 3 })
      const reply = { ...again, identity: { ...untold, replyTo: 7 } }
      expect((await receivedOf(database, reply)).pending.at(-1)!.identity).toBe('/route 7 same')
    })

    test('a call begins with what its line tells, and goes on with what came', async () => {
      const database = await opened(fresh)
      const middle = { ...arrived(1, 'first'), event: { type: 'said' } }
      expect((await receivedOf(database, middle)).pending.map(({ event }) => event)).toEqual([
        { type: 'arrived' },
      ])
      const later = { ...middle, identity: { route: '/route', token: 'second' } }
      expect((await receivedOf(database, later)).pending.at(-1)!.event).toEqual({ type: 'said' })
    })

    test('a late event is what it means where the call has gone on, else what it is', async () => {
      const database = await opened(fresh)
      await commit(database, turn(await receivedBy(database, 1), { words: 'hello' }))
      const late = (token: string, replyTo: number) =>
        receivedOf(database, { ...arrived(1, token), late: { replyTo, event: { type: 'lost' } } })
      expect((await late('old', 0)).pending.at(-1)!.event).toEqual({ type: 'lost' })
      expect((await late('new', 1)).pending.at(-1)!.event).toEqual({ type: 'arrived' })
    })

    test('an event of a real call is none of one that is played, and leaves nothing in it', async () => {
      const database = await opened(fresh)
      const { call: real } = await receivedBy(database, 1)
      const played = { ...arrived(1, 'second'), simulated: true }
      expect(await receive(database, played)).toEqual({ unknown: true })
      expect(await findJournal(database.queries, real.id)).toHaveLength(1)
    })

    test('a turn with much in it is written whole', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const large = turn(received, { words: 'hello' })
      const notes = Array.from({ length: 700 }, (_, index) => ({
        kind: 'answer' as const,
        payload: { port: `port ${index}` },
      }))
      expect(await commit(database, { ...large, notes })).toBe(true)
      expect(await findJournal(database.queries, received.call.id)).toHaveLength(701)
      expect(await receive(database, arrived(1, 'first'))).toEqual({ answered: '<Response/>' })
    })

    test('turns that were missed are added once, to what the journal has of them', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const at1 = at(1)
      const missedTurn = (identity: string) => ({
        at: at1,
        entries: [
          { at: at1, kind: 'event' as const, identity, payload: { type: 'arrived' } },
          { at: at1, kind: 'rest' as const, identity: null, payload: { state: 'over' } },
        ],
        utterances: [],
        tells: ['missed'],
        answers: [identity],
        body: '<Missed/>',
      })
      const { call: columns } = turn(received, { words: '' })
      const missed = {
        opening: call(1, { flow: 'outage' }),
        startTime: at1,
        call: columns,
        turns: [missedTurn('/route first')],
      }
      await recordMissedCall(database, missed)
      // Tried again, since nobody heard that it was done; and once more has happened since.
      const more = { ...missed, turns: [...missed.turns, missedTurn('/other second')] }
      await recordMissedCall(database, more)
      await recordMissedCall(database, more)
      const journal = await findJournal(database.queries, received.call.id)
      expect(journal.map(({ kind: what, webhook }) => webhook ?? what)).toEqual([
        '/route first',
        'rest',
        '/other second',
        'rest',
      ])
      const { call: after } = await receivedBy(database, 1, 'third')
      expect(after).toMatchObject({ flow: 'concierge', revision: 2, handled_seq: 4 })
    })

    test('what another instance has missed is written once, and waits for it as long', async () => {
      const database = await opened(fresh)
      const received = await receivedBy(database, 1)
      const missedTurn = (identity: string) => ({
        at: at(2),
        entries: [
          { kind: 'event' as const, at: at(2), identity, payload: { type: 'arrived' } },
          { kind: 'rest' as const, at: at(2), identity: null, payload: {} },
        ],
        utterances: [],
        answers: [identity],
        tells: [],
        body: '<Missed/>',
      })
      const { call: columns } = turn(received, { words: '' })
      const opening = call(1, { flow: 'outage' })
      const missed = (identity: string) =>
        recordMissedCall(database, {
          opening,
          startTime: at(1),
          call: columns,
          turns: [missedTurn(identity)],
        })
      const journal = async () =>
        (await findJournal(database.queries, received.call.id)).map(
          ({ seq, kind: what, webhook }) => `${seq} ${webhook ?? what}`,
        )

      await missed('/other second')
      expect(await journal()).toEqual(['1 /other second', '2 rest', '3 /route first'])
      const receipt = await receivedOf(database, arrived(1, 'first'))
      expect(receipt).toMatchObject({ pending: [{ seq: 3, identity: '/route first' }], lastSeq: 3 })

      await missed('/route first')
      expect(await journal()).toEqual(['1 /other second', '2 rest', '3 /route first', '4 rest'])
      expect(await receive(database, arrived(1, 'first'))).toEqual({ answered: '<Missed/>' })
    })

    test('a work that fails leaves nothing behind', async () => {
      const database = await opened(fresh)
      const failing = database.write(async (queries) => {
        await saveContact(queries, SHARED, MOM, at(1))
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await findContact(database.queries, SHARED, MOM.phoneNumber)).toBeUndefined()
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
