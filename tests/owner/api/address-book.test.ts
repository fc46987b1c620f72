/** How it stands with the address book, over REST. */
import { expect, test } from 'vitest'
import { claimAddressBook, saveSynced, settleAddressBook } from '../../../storage/address-book.ts'
import { createManaged } from '../../support/management.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 12, minute)).toISOString()
const DAD = { phoneNumber: '+14155550112', name: 'Dad', category: null, isActive: true }
const NOTHING = {
  is_set: false,
  contacts: 0,
  read_at: null,
  due_at: null,
  is_being_read: false,
  failure: null,
}

test('/address-book tells whether one is set, when it was read, and what is out of it', async () => {
  const { api, database } = await createManaged({
    // By request alone.
    settings: {
      CARDDAV_URL: 'https://contacts.example.com',
      CARDDAV_USER: 'me',
      CARDDAV_PASSWORD: 'k3y-of-the-book',
      CARDDAV_HOURS: '0',
    },
    now: () => new Date(at(1)),
  })
  const book = async () => (await api.get('/address-book')).body
  expect(await book()).toEqual({ ...NOTHING, is_set: true })
  const lease = at(9)
  await claimAddressBook(database, { now: at(1), leaseUntil: lease, onlyDue: false })
  expect(await book()).toMatchObject({ is_being_read: true })
  await saveSynced(database, [DAD], at(1))
  await settleAddressBook(database, lease, { read_at: at(1), due_at: at(30), failure: 'is away' })
  expect(await book()).toEqual({
    is_set: true,
    contacts: 1,
    read_at: at(1),
    due_at: at(30),
    is_being_read: false,
    failure: 'is away',
  })
  expect(JSON.stringify(await book())).not.toMatch(/example|k3y/)
})

test('/address-book tells where none is set', async () => {
  const { api } = await createManaged()
  expect((await api.get('/address-book')).body).toEqual(NOTHING)
})
