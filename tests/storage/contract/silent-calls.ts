/** Which calls a database takes for over, though nobody told of their end. */
import { describe, expect, test } from 'vitest'
import { endErasedCalls, findSilentCalls } from '../../../storage/calls/silent-calls.ts'
import { commit } from '../../../storage/calls/commit.ts'
import { readListVersion } from '../../../storage/contact-list.ts'
import { addContact, changeContact, removeContact, saveContact } from '../../../storage/contacts.ts'
import { saveContacts } from '../../../storage/save-contacts.ts'
import { findConversation } from '../../../storage/review/conversations.ts'
import { eraseCallsBefore } from '../../../storage/review/erasure.ts'
import { at, callSid, turn } from '../calls-to-store.ts'
import { MOM, opened, receivedBy, store, type FreshDatabase } from './fresh-database.ts'
import { SHARED } from '../../../storage/roll.ts'
import { oneList } from '../../support/one-list.ts'

export function describeSilentCalls(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: calls without an end`, () => {
    test('are found where nothing was heard of them since, oldest first, page by page', async () => {
      const database = await opened(fresh)
      const { queries } = database
      await receivedBy(database, 3)
      await commit(database, turn(await receivedBy(database, 1), { words: 'hello' }))
      await store(database, 2, 'over')
      await receivedBy(database, 9)
      const found = await findSilentCalls(queries, at(8), null)
      expect(found.map(({ call_sid }) => call_sid)).toEqual([callSid(1), callSid(3)])
      const rest = await findSilentCalls(queries, at(8), found[0]!)
      expect(rest.map(({ call_sid }) => call_sid)).toEqual([callSid(3)])
      expect(await findSilentCalls(queries, at(8), found.at(-1)!)).toEqual([])
    })

    test('are left where an event came in that no turn has taken yet', async () => {
      const database = await opened(fresh)
      await commit(database, turn(await receivedBy(database, 1), { words: 'hello' }))
      await database.queries
        .updateTable('journal')
        .set({ at: at(7) })
        .where('seq', '=', 1)
        .execute()
      expect(await findSilentCalls(database.queries, at(7), null)).toEqual([])
      expect(await findSilentCalls(database.queries, at(8), null)).toHaveLength(1)
    })

    test('have one at last where they were erased', async () => {
      const database = await opened(fresh)
      await receivedBy(database, 1)
      await receivedBy(database, 2)
      await eraseCallsBefore(database, { before: at(2), now: () => new Date(at(9)) })
      await endErasedCalls(database.queries, at(8))
      const endOf = async (id: number) =>
        (await findConversation(database.queries, oneList, callSid(id)))!.end_time
      expect(await endOf(1)).toBe(at(1))
      expect(await endOf(2)).toBeNull()
      expect(await findSilentCalls(database.queries, at(8), null)).toHaveLength(1)
    })
  })

  test(`${kind}: the list is another one when somebody is taken off it after the clock stepped back`, async () => {
    const database = await opened(fresh)
    await addContact(database, SHARED, MOM, at(5))
    await addContact(database, SHARED, { ...MOM, phoneNumber: '+14155550112' }, at(9))
    const before = await readListVersion(database.queries)
    await database.write((queries) => removeContact(queries, SHARED, MOM.phoneNumber, at(6)))
    expect(await readListVersion(database.queries)).not.toBe(before)
  })

  test(`${kind}: every change of the list counts, in its transaction and whatever the clock says`, async () => {
    const database = await opened(fresh)
    const { queries } = database
    const seen = new Set<string>()
    const look = async () => {
      const version = await readListVersion(queries)
      const isNew = !seen.has(version)
      seen.add(version)
      return isNew
    }
    const sister = { ...MOM, phoneNumber: '+14155550112', name: 'Sis' }
    await addContact(database, SHARED, MOM, at(5))
    expect(await look()).toBe(true)
    const change = (work: Parameters<typeof database.write>[0]) => database.write(work)
    // The same time and as many as before, each time.
    for (const work of [
      (inside) => changeContact(inside, SHARED, MOM.phoneNumber, { name: 'Mama' }, at(5)),
      (inside) => saveContact(inside, SHARED, { ...MOM, name: 'Mum' }, at(5)),
      (inside) => saveContacts(inside, SHARED, [{ ...MOM, name: 'Ma', isActive: true }], at(5)),
      async (inside) => {
        await removeContact(inside, SHARED, MOM.phoneNumber, at(1))
        await saveContact(inside, SHARED, sister, at(1))
      },
      (inside) => removeContact(inside, SHARED, sister.phoneNumber, at(0)),
    ] satisfies Parameters<typeof database.write>[0][]) {
      await change(work)
      expect(await look()).toBe(true)
    }
    for (const work of [
      (inside) => removeContact(inside, SHARED, sister.phoneNumber, at(9)),
      (inside) => saveContacts(inside, SHARED, [], at(9)),
    ] satisfies Parameters<typeof database.write>[0][]) {
      await change(work)
      expect(await look()).toBe(false)
    }
    const undone = change(async (inside) => {
      await saveContact(inside, SHARED, MOM, at(9))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await look()).toBe(false)
  })
}
