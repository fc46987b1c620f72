/** The exception list: numbers that pass without screening. Taken off it, an entry is only marked as inactive. */
import type { Updateable } from 'kysely'
import type { Database, Queries } from './database.ts'
import { first, inLowerCase, isDuplicateKey } from './dialect.ts'
import { prepared } from './prepared.ts'
import type { ContactRow, ExceptionPhoneNumbersTable } from './schema.ts'

export interface StoredContact {
  /** E.164 */
  phoneNumber: string
  name: string
  category: string
}

/** What saving a contact did to the list. */
export type Saved = 'added' | 'restored' | 'updated' | 'unchanged'

export interface ContactPage {
  includeInactive: boolean
  category: string | null
  limit: number
  /** The last entry of the page before. */
  after: Pick<ContactRow, 'contact_name' | 'phone_number'> | null
}

const selectActive = prepared((queries, { phoneNumber }: { phoneNumber: string }) =>
  queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number as phoneNumber', 'contact_name as name', 'category'])
    .where('phone_number', '=', phoneNumber)
    .where('is_active', '=', 1),
)

/** The active contact with this E.164 number, or null. */
export async function findActiveContact(
  queries: Queries,
  phoneNumber: string,
): Promise<StoredContact | null> {
  return (await selectActive(queries, { phoneNumber })).rows[0] ?? null
}

/** The entry with this E.164 number, active or not. */
export async function findContact(queries: Queries, phoneNumber: string) {
  return queries
    .selectFrom('exception_phone_numbers')
    .selectAll()
    .where('phone_number', '=', phoneNumber)
    .executeTakeFirst()
}

/** One page of the list, by name whatever the case of its letters, then by number. */
export function listContacts(
  queries: Queries,
  { includeInactive, category, limit, after }: ContactPage,
): Promise<ContactRow[]> {
  let query = queries
    .selectFrom('exception_phone_numbers')
    .selectAll()
    .orderBy(({ ref }) => inLowerCase(queries, ref('contact_name')))
    .orderBy('phone_number')
  if (!includeInactive) query = query.where('is_active', '=', 1)
  if (category !== null) query = query.where('category', '=', category)
  if (after)
    query = query.where(({ and, eb, or, ref, val }) => {
      const name = inLowerCase(queries, ref('contact_name'))
      const nameBefore = inLowerCase(queries, val(after.contact_name))
      return or([
        eb(name, '>', nameBefore),
        and([eb(name, '=', nameBefore), eb('phone_number', '>', after.phone_number)]),
      ])
    })
  return first(queries, limit, query).execute()
}

/** Puts a number on the list; false where it stands there already. One that was taken off comes back. */
export async function addContact(
  database: Database,
  contact: StoredContact,
  now: string,
): Promise<boolean> {
  try {
    return await database.write(async (queries) => {
      const known = await findContact(queries, contact.phoneNumber)
      if (known?.is_active === 1) return false
      await saveContact(queries, contact, now)
      return true
    })
  } catch (error) {
    // Somebody else was adding it at the same time.
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Adds the number, or gives the entry that is there the new name and category, active from now on. */
export async function saveContact(
  queries: Queries,
  { phoneNumber, name, category }: StoredContact,
  now: string,
): Promise<Saved> {
  const known = await findContact(queries, phoneNumber)
  const saved = savingOf(known, { name, category })
  const kept = { contact_name: name, category, is_active: 1, updated_at: now }
  if (saved === 'added')
    await queries
      .insertInto('exception_phone_numbers')
      .values({ phone_number: phoneNumber, ...kept, created_at: now })
      .execute()
  else if (saved !== 'unchanged')
    await queries
      .updateTable('exception_phone_numbers')
      .set(kept)
      .where('phone_number', '=', phoneNumber)
      .execute()
  return saved
}

/** What saving the contact does where the entry with its number is as `known`. */
export function savingOf(
  known: ContactRow | undefined,
  { name, category }: Pick<StoredContact, 'name' | 'category'>,
): Saved {
  if (!known) return 'added'
  if (known.is_active === 0) return 'restored'
  return known.contact_name === name && known.category === category ? 'unchanged' : 'updated'
}

/** Renames or moves an active contact; false where there is none. */
export function changeContact(
  queries: Queries,
  phoneNumber: string,
  { name, category }: { name?: string | undefined; category?: string | undefined },
  now: string,
): Promise<boolean> {
  return updateActive(queries, phoneNumber, {
    ...(name !== undefined && { contact_name: name }),
    ...(category !== undefined && { category }),
    updated_at: now,
  })
}

/** Takes an active number off the list; false where it was not on it. */
export function removeContact(
  queries: Queries,
  phoneNumber: string,
  now: string,
): Promise<boolean> {
  return updateActive(queries, phoneNumber, { is_active: 0, updated_at: now })
}

async function updateActive(
  queries: Queries,
  phoneNumber: string,
  change: Updateable<ExceptionPhoneNumbersTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('exception_phone_numbers')
    .set(change)
    .where('phone_number', '=', phoneNumber)
    .where('is_active', '=', 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
