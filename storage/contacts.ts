/** The exception list: numbers that pass without screening. */
import type { Queries } from './database.ts'
import { prepared } from './prepared.ts'

export interface StoredContact {
  phoneNumber: string
  name: string
  category: string
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
