/** The whole exception list at once, to be kept where no database is needed to read it. */
import type { StoredContact } from './contacts.ts'
import type { Queries } from './database.ts'

/** Differs from what it was whenever an entry has been added, changed or removed. */
export async function readListVersion(queries: Queries): Promise<string> {
  const { entries, active, newest } = await queries
    .selectFrom('exception_phone_numbers')
    .select(({ fn }) => [
      fn.countAll().as('entries'),
      // Whoever is removed just after the clock has stepped back is not the newest.
      fn.sum('is_active').as('active'),
      fn.max('updated_at').as('newest'),
    ])
    .executeTakeFirstOrThrow()
  return `${entries} ${active} ${newest}`
}

export function readActiveContacts(queries: Queries): Promise<StoredContact[]> {
  return queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number as phoneNumber', 'contact_name as name', 'category'])
    .where('is_active', '=', 1)
    .execute()
}
