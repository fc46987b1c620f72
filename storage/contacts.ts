/** The exception list: numbers that pass without screening. */
import type { Queries } from './database.ts'

export interface StoredContact {
  phoneNumber: string
  name: string
  category: string
}

/** The active contact with this E.164 number, or null. */
export async function findActiveContact(
  queries: Queries,
  phoneNumber: string,
): Promise<StoredContact | null> {
  const row = await queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number', 'contact_name', 'category'])
    .where('phone_number', '=', phoneNumber)
    .where('is_active', '=', 1)
    .executeTakeFirst()
  if (!row) return null
  return { phoneNumber: row.phone_number, name: row.contact_name, category: row.category }
}

/** Puts a number on the list; one that stood there before is brought back with the new name. */
export async function saveContact(
  queries: Queries,
  { phoneNumber, name, category }: StoredContact,
  now: string,
): Promise<void> {
  const kept = { contact_name: name, category, is_active: 1, updated_at: now }
  const updated = await queries
    .updateTable('exception_phone_numbers')
    .set(kept)
    .where('phone_number', '=', phoneNumber)
    .executeTakeFirst()
  if (updated.numUpdatedRows === 0n)
    await queries
      .insertInto('exception_phone_numbers')
      .values({ phone_number: phoneNumber, ...kept, created_at: now })
      .execute()
}
