/** What is known of the owner's address book, and which contacts were made of it: those of the shared list. */
import type { Database, Queries } from './database.ts'
import { isDuplicateKey } from './dialect.ts'
import { SHARED } from './roll.ts'
import { MOST_CHANGES, saveContacts, type ContactChange } from './save-contacts.ts'
import type { AddressBookRow, AddressCardRow, ContactRow } from './schema.ts'
import { spellingsOf } from './spellings.ts'

export type { AddressBookRow, AddressCardRow } from './schema.ts'

/** The most cards, or numbers, that are named at once: SQL Server takes 2,100 values in a statement. */
const MOST_AT_ONCE = 300

const NOT_READ: AddressBookRow = {
  id: 1,
  url: null,
  token: null,
  read_at: null,
  due_at: null,
  lease_until: null,
  failure: null,
}

export async function findAddressBook(queries: Queries): Promise<AddressBookRow> {
  const row = await queries
    .selectFrom('address_book')
    .selectAll()
    .where('id', '=', 1)
    .executeTakeFirst()
  return row ?? NOT_READ
}

/** False where somebody else reads it, or, with `onlyDue`, where it is not time for it. Times are UTC, ISO 8601. */
export async function claimAddressBook(
  database: Database,
  { now, leaseUntil, onlyDue }: { now: string; leaseUntil: string; onlyDue: boolean },
): Promise<boolean> {
  await database
    .writeOne((queries) => queries.insertInto('address_book').values(NOT_READ).execute())
    .catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
  const { numUpdatedRows } = await database.writeOne((queries) => {
    const claim = queries
      .updateTable('address_book')
      .set({ lease_until: leaseUntil })
      .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    const due = claim.where(({ eb, or }) => or([eb('due_at', 'is', null), eb('due_at', '<=', now)]))
    return (onlyDue ? due : claim).executeTakeFirst()
  })
  return numUpdatedRows === 1n
}

/** Nothing is changed where the lease ran out, and another has it now. */
export async function settleAddressBook(
  database: Database,
  leaseUntil: string,
  end: Partial<Omit<AddressBookRow, 'id' | 'lease_until'>>,
): Promise<void> {
  await database.writeOne((queries) =>
    queries
      .updateTable('address_book')
      .set({ ...end, lease_until: null })
      .where('lease_until', '=', leaseUntil)
      .execute(),
  )
}

export function findCards(queries: Queries): Promise<AddressCardRow[]> {
  return queries.selectFrom('address_cards').selectAll().orderBy('href').execute()
}

/** Takes those that are gone away, and puts the others in the place of what was known of them. */
export async function saveCards(
  database: Database,
  gone: readonly string[],
  cards: readonly AddressCardRow[],
): Promise<void> {
  const old = [...gone, ...cards.map(({ href }) => href)]
  for (const hrefs of portionsOf(old))
    await database.writeOne((queries) =>
      queries.deleteFrom('address_cards').where('href', 'in', hrefs).execute(),
    )
  for (const some of portionsOf(cards))
    await database.writeOne((queries) => queries.insertInto('address_cards').values(some).execute())
}

/** A contact that was made of a card. */
export interface SyncedContact {
  phoneNumber: string
  /** Its `updated_at`, as it was made or changed. */
  writtenAt: string
}

export async function findSynced(queries: Queries): Promise<SyncedContact[]> {
  return queries
    .selectFrom('synced_contacts')
    .select(['phone_number as phoneNumber', 'written_at as writtenAt'])
    .execute()
}

export async function countSynced(queries: Queries): Promise<number> {
  const row = await queries
    .selectFrom('synced_contacts')
    .select(({ fn }) => fn.countAll<number | string>().as('contacts'))
    .executeTakeFirstOrThrow()
  return Number(row.contacts)
}

/** Entries of the shared exception list with these numbers, however their networks write them. */
export async function findContactsWith(
  queries: Queries,
  numbers: readonly string[],
): Promise<ContactRow[]> {
  const rows: ContactRow[] = []
  for (const some of portionsOf(numbers))
    rows.push(
      ...(await queries
        .selectFrom('exception_phone_numbers')
        .selectAll()
        .where('line', '=', SHARED)
        .where(
          'phone_number',
          'in',
          some.flatMap((number) => spellingsOf(number)),
        )
        .execute()),
    )
  return rows
}

/**
 * Writes what becomes of contacts that nobody else has made or changed, in portions, and that they are made of the
 * address book. `now` is their `updated_at` from then on.
 */
export async function saveSynced(
  database: Database,
  changes: readonly ContactChange[],
  now: string,
): Promise<void> {
  for (const some of portionsOf(changes, MOST_CHANGES))
    await database.write(async (queries) => {
      await saveContacts(queries, SHARED, some, now)
      const written = some.map(({ phoneNumber }) => phoneNumber)
      await queries.deleteFrom('synced_contacts').where('phone_number', 'in', written).execute()
      await queries
        .insertInto('synced_contacts')
        .values(written.map((phone_number) => ({ phone_number, written_at: now })))
        .execute()
    })
}

/** From now on these are whoever's who changed them. */
export async function letGo(database: Database, numbers: readonly string[]): Promise<void> {
  for (const some of portionsOf(numbers))
    await database.writeOne((queries) =>
      queries.deleteFrom('synced_contacts').where('phone_number', 'in', some).execute(),
    )
}

function portionsOf<Item>(items: readonly Item[], most = MOST_AT_ONCE): Item[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  )
}
