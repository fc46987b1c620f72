/** What a database does for the exception list. */
import { describe, expect, test } from 'vitest'
import {
  addContact,
  changeContact,
  findActiveContact,
  findContact,
  listContacts,
  removeContact,
  saveContact,
} from '../../../storage/contacts.ts'
import { at } from '../calls-to-store.ts'
import { MOM, opened, type FreshDatabase } from './fresh-database.ts'
import { countContactsElsewhere, readActiveContacts } from '../../../storage/contact-list.ts'
import { findContactsNamed } from '../../../storage/rules/contacts-named.ts'
import { ownRollOf, SHARED, type Roll } from '../../../storage/roll.ts'
import { foreseeChanges, saveContacts } from '../../../storage/save-contacts.ts'

export function describeContacts(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: contacts`, () => {
    test('are added once, changed, taken off and put back', async () => {
      const database = await opened(fresh)
      const { queries } = database
      const added = await Promise.all([1, 2, 3].map(() => addContact(database, SHARED, MOM, at(1))))
      expect(added.filter(Boolean)).toHaveLength(1)
      expect(await findActiveContact(queries, SHARED, MOM.phoneNumber)).toEqual(MOM)
      const write = <Result>(work: Parameters<typeof database.write<Result>>[0]) =>
        database.write(work)
      const save = (name: string) =>
        write((inside) => saveContact(inside, SHARED, { ...MOM, name }, at(2)))
      expect(await save('Mom')).toBe('unchanged')
      expect(await save('Mama')).toBe('updated')
      expect(await save('mama')).toBe('updated')
      const category = 'Family'
      expect(
        await write((inside) =>
          changeContact(inside, SHARED, MOM.phoneNumber, { category }, at(3)),
        ),
      ).toBe(true)
      expect(await write((inside) => removeContact(inside, SHARED, MOM.phoneNumber, at(4)))).toBe(
        true,
      )
      expect(await write((inside) => removeContact(inside, SHARED, MOM.phoneNumber, at(4)))).toBe(
        false,
      )
      expect(await findActiveContact(queries, SHARED, MOM.phoneNumber)).toBeNull()
      expect(await save('Mom')).toBe('restored')
      expect(await findContact(queries, SHARED, MOM.phoneNumber)).toMatchObject({
        is_active: 1,
        created_at: at(1),
        updated_at: at(2),
      })
    })

    test('stand on one list or on another, under one number on each', async () => {
      const database = await opened(fresh)
      const { queries } = database
      const [office, shop] = ['+12125550143', '+12125550144'].map(ownRollOf) as [Roll, Roll]
      for (const [roll, name] of [
        [SHARED, 'Mom'],
        [office, 'Client'],
      ] as const)
        expect(await addContact(database, roll, { ...MOM, name, prefix: '+1415555' }, at(1))).toBe(
          true,
        )
      const nameOn = async (roll: Roll, number = MOM.phoneNumber) =>
        (await findActiveContact(queries, roll, number))?.name
      expect([await nameOn(SHARED), await nameOn(office)]).toEqual(['Mom', 'Client'])
      expect([await nameOn(office, '+14155550199'), await nameOn(shop)]).toEqual([
        'Client',
        undefined,
      ])
      const changes = [
        { ...MOM, name: 'Buyer', isActive: true },
        { ...MOM, phoneNumber: '+14155550112', isActive: true },
      ]
      expect(await foreseeChanges(queries, shop, changes)).toMatchObject([
        { saved: 'added' },
        { saved: 'added' },
      ])
      const saved = await database.write((inside) => saveContacts(inside, office, changes, at(2)))
      expect(saved).toMatchObject([{ saved: 'updated' }, { saved: 'added' }])
      await database.write((inside) => removeContact(inside, SHARED, MOM.phoneNumber, at(3)))
      expect([await nameOn(SHARED), await nameOn(office)]).toEqual([undefined, 'Buyer'])
      const page = { includeInactive: true, category: null, limit: 9, after: null }
      expect((await listContacts(queries, office, page)).map((row) => row.line)).toEqual([
        office,
        office,
      ])
      expect(await readActiveContacts(queries)).toHaveLength(2)
      expect(await findContactsNamed(queries, office, 'BUY', 9)).toHaveLength(1)
      expect(await findContactsNamed(queries, shop, 'BUY', 9)).toEqual([])
      expect(await countContactsElsewhere(queries, [SHARED, shop])).toEqual([
        { roll: office, contacts: 2 },
      ])
      expect(await countContactsElsewhere(queries, [SHARED, office])).toEqual([])
    })

    test('are listed by name whatever its case, page by page, none twice and none left out', async () => {
      const database = await opened(fresh)
      const names = ['bob', 'Anna', 'anna', 'Émile', 'Zoë', 'Ümit', 'zoe', '李', 'Bob']
      for (const [index, name] of names.entries())
        await addContact(
          database,
          SHARED,
          { phoneNumber: `+1415555011${index}`, name, category: index % 2 ? 'work' : 'Work' },
          at(1),
        )
      const page = { includeInactive: false, category: null, limit: 2, after: null }
      const listed: string[] = []
      let contacts = await listContacts(database.queries, SHARED, page)
      while (contacts.length > 0) {
        listed.push(...contacts.map(({ contact_name }) => contact_name))
        contacts = await listContacts(database.queries, SHARED, {
          ...page,
          after: contacts.at(-1)!,
        })
      }
      expect(listed.slice(0, 6)).toEqual(['Anna', 'anna', 'bob', 'Bob', 'zoe', 'Zoë'])
      expect(listed.toSorted()).toEqual(names.toSorted())
      const work = { ...page, limit: 50, category: 'work' }
      expect(await listContacts(database.queries, SHARED, work)).toHaveLength(4)
    })
  })
}
