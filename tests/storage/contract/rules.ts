/** What a database does for the rules of who gets through. */
import { describe, expect, test } from 'vitest'
import {
  addContact,
  changeContact,
  findActiveContact,
  findContact,
} from '../../../storage/contacts.ts'
import { commit } from '../../../storage/calls/commit.ts'
import { receive } from '../../../storage/calls/receive.ts'
import type { Database } from '../../../storage/database.ts'
import { changeCall } from '../../../storage/review/inbox.ts'
import { addBlock, findBlock, listBlocks, removeBlock } from '../../../storage/rules/blocks.ts'
import { addPass, endPass, listPasses, MOST_PASSES } from '../../../storage/rules/passes.ts'
import { whoCalls, type Found } from '../../../storage/rules/who-calls.ts'
import { arrived, at, call, callSid, turn } from '../calls-to-store.ts'
import { MOM, opened, type FreshDatabase } from './fresh-database.ts'
import { SHARED } from '../../../storage/roll.ts'

const CALLER = '+14155550123'

/** Asked as a call comes in, in the fiftieth minute. */
function who(
  database: Database,
  caller: string | null = CALLER,
  country: string | null = 'US',
  roll = SHARED,
): Promise<Found> {
  const asked = { roll, callSid: callSid(50), from: caller ?? 'anonymous', caller, country }
  return whoCalls(database.queries, { ...asked, now: at(50), today: at(0) })
}

async function called(
  database: Database,
  id: number,
  change: Parameters<typeof turn>[1],
): Promise<void> {
  const receipt = await receive(database, arrived(id, 'first', call(id)))
  if (!('received' in receipt)) throw new Error('not received')
  await commit(database, turn(receipt.received, change))
}

const GOODBYE = { final_decision: 'completed', end_time: at(46) }

export function describeRules(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: rules`, () => {
    test('of nobody nothing is known', async () => {
      const database = await opened(fresh)
      const nothing = { contact: null, block: null, passes: [] }
      const history = { reached: false, calledBack: false, turnedAwayAt: null, callsToday: 0 }
      const known = { ...nothing, listed: [], history: { ...history, about: null, language: null } }
      expect(await who(database)).toEqual(known)
      expect(await who(database, null, null)).toEqual(known)
    })

    test('a contact stands for every number that begins as its prefix, and an own entry goes before', async () => {
      const database = await opened(fresh)
      const rules = { prefix: '+1415555', hours: 'Mon-Fri 08:00-18:00', language: 'es' }
      await addContact(database, SHARED, { ...MOM, name: 'Clinic', ...rules }, at(1))
      expect((await who(database)).contact).toEqual({
        ...MOM,
        ...rules,
        name: 'Clinic',
        by: '+1415555',
      })
      expect(await findActiveContact(database.queries, SHARED, CALLER)).toEqual({
        ...MOM,
        name: 'Clinic',
      })
      expect((await who(database, MOM.phoneNumber)).contact).toMatchObject({ by: null })
      const ward = { phoneNumber: '+141555501', name: 'Ward', category: 'medical' }
      await addContact(database, SHARED, { ...ward, prefix: '+141555501' }, at(1))
      expect((await who(database)).contact).toMatchObject({ name: 'Ward', by: '+141555501' })
      await addContact(database, SHARED, { ...MOM, phoneNumber: CALLER }, at(1))
      expect((await who(database)).contact).toMatchObject({ name: 'Mom', by: null, hours: null })
      expect((await who(database, '+14165550123')).contact).toBeNull()
    })

    test('what is not said of a contact stays, and null takes it away', async () => {
      const database = await opened(fresh)
      await addContact(
        database,
        SHARED,
        { ...MOM, hours: 'Mon 08:00-09:00', language: 'de' },
        at(1),
      )
      const change = (fields: Parameters<typeof changeContact>[3]) =>
        database.write((inside) => changeContact(inside, SHARED, MOM.phoneNumber, fields, at(2)))
      await change({ name: 'Mama', hours: null })
      expect(await findContact(database.queries, SHARED, MOM.phoneNumber)).toMatchObject({
        contact_name: 'Mama',
        hours: null,
        language: 'de',
      })
      await change({ prefix: '+1415' })
      expect((await who(database)).contact).toMatchObject({ name: 'Mama', by: '+1415' })
    })

    test('the block that says most of a number is the one', async () => {
      const database = await opened(fresh)
      const block = (what: 'number' | 'prefix' | 'country', value: string, note = '') =>
        addBlock(database, { kind: what, value, note }, at(1))
      await block('country', 'US', 'nobody there')
      expect((await who(database)).block).toEqual({
        rule: 'country',
        value: 'US',
        note: 'nobody there',
      })
      expect((await who(database, '+442079460123', 'GB')).block).toBeNull()
      await block('prefix', '+1')
      await block('prefix', '+1415')
      expect((await who(database)).block).toMatchObject({ rule: 'prefix', value: '+1415' })
      await block('number', CALLER)
      expect((await who(database)).block).toMatchObject({ rule: 'number', value: CALLER })
      // Withheld, it is of no country.
      expect((await who(database, null, null)).block).toBeNull()
      // A number that others begin with blocks none of them.
      await block('number', '+44207946')
      expect((await who(database, '+442079460123', 'GB')).block).toBeNull()
    })

    test('a blocked number is blocked however its network writes it', async () => {
      const database = await opened(fresh)
      await addBlock(database, { kind: 'number', value: '+5215512345678', note: '' }, at(1))
      for (const spelling of ['+5215512345678', '+525512345678'])
        expect((await who(database, spelling, 'MX')).block).toMatchObject({ rule: 'number' })
      await addBlock(database, { kind: 'prefix', value: '+5255', note: '' }, at(1))
      expect((await who(database, '+5215598765432', 'MX')).block).toMatchObject({ rule: 'prefix' })
    })

    test('blocks are added once, listed newest first, and taken away', async () => {
      const database = await opened(fresh)
      const given = { kind: 'number', value: CALLER, note: 'rude' } as const
      const both = await Promise.all([1, 2].map(() => addBlock(database, given, at(1))))
      expect(both.map(({ saved }) => saved).toSorted()).toEqual(['added', 'unchanged'])
      const { saved, block } = await addBlock(database, { ...given, note: 'very' }, at(2))
      expect([saved, block.note, block.created_at]).toEqual(['updated', 'very', at(1)])
      await addBlock(database, { ...given, kind: 'prefix', value: '+1900' }, at(3))
      const page = (after: number | null) => listBlocks(database.queries, { limit: 1, after })
      const [newest] = await page(null)
      expect(newest).toMatchObject({ kind: 'prefix' })
      expect(await page(newest!.id)).toEqual([await findBlock(database.queries, block.id)])
      expect(await removeBlock(database, block.id)).toBe(true)
      expect(await removeBlock(database, block.id)).toBe(false)
      expect((await who(database)).block).toBeNull()
      const wrong = { kind: 'country', value: 'usa', note: '' } as const
      await expect(addBlock(database, wrong, at(1))).rejects.toThrow(RangeError)
    })

    test('a pass holds for whom it is, until it ends by itself or is ended', async () => {
      const database = await opened(fresh)
      const pass = (until: string, value: string, how: 'through' | 'expected' = 'through') =>
        addPass(
          database,
          {
            until,
            forKind: value === '' ? 'all' : value.startsWith('+') ? 'prefix' : 'words',
            forValue: value,
            how,
          },
          at(1),
        )
      const all = await pass(at(51), '')
      await pass(at(50), '', 'expected')
      await pass(at(52), '+1415')
      await pass(at(52), '+1416')
      await pass(at(53), 'the courier', 'expected')
      const passes = async (caller?: string | null) =>
        (await who(database, caller)).passes.map(({ value }) => value).toSorted()
      expect(await passes()).toEqual(['', '+1415', 'the courier'])
      expect(await passes(null)).toEqual(['', 'the courier'])
      expect(await endPass(database, all.id, at(49))).toBe(true)
      expect(await endPass(database, all.id, at(49))).toBe(false)
      expect(await passes()).toEqual(['+1415', 'the courier'])
      const going = await listPasses(database.queries, { now: at(50), limit: 9 })
      expect(going.map(({ until }) => until)).toEqual([at(53), at(52), at(52)])
      await expect(pass(at(53), 'the courier', 'through')).rejects.toThrow(RangeError)
    })

    test('of passes there are only so many at once', async () => {
      const database = await opened(fresh)
      const given = { until: at(9), forKind: 'all', forValue: '', how: 'through' } as const
      for (let count = 0; count < MOST_PASSES; count++) await addPass(database, given, at(1))
      await expect(addPass(database, given, at(1))).rejects.toThrow('end one first')
      expect(await addPass(database, { ...given, until: at(20) }, at(9))).toMatchObject({ id: 51 })
    })

    test('what came of the calls before is known, and of the latest what was said', async () => {
      const database = await opened(fresh)
      await called(database, 1, {
        words: 'Hello',
        final_decision: 'transferred',
        transfer_status: 'completed',
        end_time: at(2),
      })
      await called(database, 45, {
        words: 'It is about the boiler, call me on (415) 555-0123',
        ...GOODBYE,
      })
      expect((await who(database)).history).toEqual({
        reached: true,
        calledBack: false,
        turnedAwayAt: at(46),
        callsToday: 2,
        about: 'It is about the boiler, call me on (…',
        language: null,
      })
      // Somebody else's are not theirs.
      expect((await who(database, MOM.phoneNumber)).history).toMatchObject({ callsToday: 0 })
    })

    test('who hung up, or was blocked, was not turned away; who was called back is known for it', async () => {
      const database = await opened(fresh)
      const missed = { final_decision: 'transferred', transfer_status: 'no-answer' }
      await called(database, 1, { words: 'Hello', ...missed, end_time: at(2) })
      expect((await who(database)).history).toMatchObject({ calledBack: false })
      await changeCall(database, callSid(1), { done: true }, new Date(at(3)))
      expect((await who(database)).history).toMatchObject({ calledBack: true, reached: false })
      await called(database, 45, { words: 'Hello', ...GOODBYE, final_decision: 'abandoned' })
      expect((await who(database)).history).toMatchObject({ turnedAwayAt: null })
      await called(database, 46, { words: 'Hello', ...GOODBYE, final_decision: 'blocked' })
      expect((await who(database)).history).toMatchObject({ turnedAwayAt: null, callsToday: 3 })
    })

    test('words are told in bounds, and none that were erased or are of another day', async () => {
      const database = await opened(fresh)
      await called(database, 45, { words: 'word '.repeat(2_000), ...GOODBYE })
      const { about } = (await who(database)).history
      expect(about).toMatch(/^(word )+…$/)
      expect(about!.length).toBeLessThan(210)
      const of = { roll: SHARED, from: CALLER, caller: CALLER, country: null }
      const asked = { ...of, callSid: callSid(50) }
      const later = '2026-11-24T09:00:00.000Z'
      const { history } = await whoCalls(database.queries, { ...asked, now: later, today: later })
      expect(history).toMatchObject({ about: null, callsToday: 0 })
    })
  })
}
