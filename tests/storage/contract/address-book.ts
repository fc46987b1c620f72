/** What a database knows of the owner's address book. */
import { describe, expect, test } from 'vitest'
import {
  claimAddressBook,
  findAddressBook,
  findCards,
  findContactsWith,
  countSynced,
  findSynced,
  letGo,
  saveCards,
  saveSynced,
  settleAddressBook,
} from '../../../storage/address-book.ts'
import { addContact, findActiveContact } from '../../../storage/contacts.ts'
import { at } from '../calls-to-store.ts'
import { MOM, opened, type FreshDatabase } from './fresh-database.ts'
import { ownRollOf, SHARED } from '../../../storage/roll.ts'

export function describeAddressBook(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: an address book`, () => {
    test('is read by one at a time, when it is due', async () => {
      await using database = await opened(fresh)
      const claim = (now: string, leaseUntil: string, onlyDue = true) =>
        claimAddressBook(database, { now, leaseUntil, onlyDue })
      expect(await findAddressBook(database.queries)).toMatchObject({ url: null, token: null })
      expect(await claim(at(1), at(3))).toBe(true)
      expect(await claim(at(2), at(4), false)).toBe(false)
      await settleAddressBook(database, at(4), { failure: 'of somebody else' })
      await settleAddressBook(database, at(3), {
        url: 'a',
        token: 't',
        due_at: at(6),
        failure: null,
      })
      expect(await findAddressBook(database.queries)).toMatchObject({
        url: 'a',
        token: 't',
        failure: null,
        lease_until: null,
      })
      expect(await claim(at(5), at(7))).toBe(false)
      expect(await claim(at(6), at(8))).toBe(true)
    })

    test('its cards are kept, as many as there are, until they are gone', async () => {
      await using database = await opened(fresh)
      const cards = Array.from({ length: 700 }, (_, index) => ({
        href: `/b/${String(index).padStart(3, '0')}.vcf`,
        etag: '"1"',
        card: '{}',
      }))
      await saveCards(database, [], cards)
      await saveCards(database, [cards[0]!.href], [{ ...cards[1]!, etag: '"2"' }])
      const found = await findCards(database.queries)
      expect(found).toHaveLength(699)
      expect(found[0]).toEqual({ ...cards[1], etag: '"2"' })
    })

    test('makes contacts of the list that lines share, as many as there are', async () => {
      await using database = await opened(fresh)
      const office = ownRollOf('+12125550143')
      await addContact(database, office, MOM, at(0))
      const changes = Array.from({ length: 700 }, (_, index) => ({
        phoneNumber: `+1415555${String(1000 + index)}`,
        name: `Contact ${index}`,
        category: null,
        isActive: true,
      }))
      await saveSynced(database, [...changes, { ...MOM, name: 'Mama', isActive: true }], at(1))
      expect(await countSynced(database.queries)).toBe(701)
      expect((await findActiveContact(database.queries, office, MOM.phoneNumber))?.name).toBe('Mom')
      const [row] = await findContactsWith(database.queries, [MOM.phoneNumber])
      expect(row).toMatchObject({ contact_name: 'Mama', line: SHARED })
    })

    test('what it has made of contacts is told from what people have made', async () => {
      await using database = await opened(fresh)
      await addContact(database, SHARED, MOM, at(0))
      const change = { phoneNumber: '+14155550112', name: 'Dad', category: null, isActive: true }
      await saveSynced(database, [change], at(1))
      await saveSynced(database, [{ ...change, name: 'Father' }], at(2))
      const numbers = [MOM.phoneNumber, change.phoneNumber]
      const rows = await findContactsWith(database.queries, numbers)
      expect(rows.map((row) => `${row.contact_name} ${row.updated_at}`).sort()).toEqual([
        `Father ${at(2)}`,
        `Mom ${at(0)}`,
      ])
      expect(await findSynced(database.queries)).toEqual([
        { phoneNumber: change.phoneNumber, writtenAt: at(2) },
      ])
      expect(await countSynced(database.queries)).toBe(1)
      await letGo(database, [change.phoneNumber])
      expect(await findSynced(database.queries)).toEqual([])
    })
  })
}
