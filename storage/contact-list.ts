/** The whole exception list at once, to be kept where no database is needed to read it. */
import type { ContactRules, StoredContact } from './contacts.ts'
import type { Queries } from './database.ts'

/** Differs from what it was whenever an entry, a block or a pass has been added, changed or removed. */
export async function readListVersion(queries: Queries): Promise<string> {
  const { version, entries, active, newest } = await queries
    .selectFrom('exception_phone_numbers')
    .select(({ fn, selectFrom }) => [
      selectFrom('contact_list').select('version').as('version'),
      // What was changed by hand, or by a release that counts no versions, is seen as far as it can be.
      fn.countAll().as('entries'),
      fn.sum('is_active').as('active'),
      fn.max('updated_at').as('newest'),
    ])
    .executeTakeFirstOrThrow()
  return `${version} ${entries} ${active} ${newest}`
}

export function readActiveContacts(queries: Queries): Promise<(StoredContact & ContactRules)[]> {
  return queries
    .selectFrom('exception_phone_numbers')
    .select([
      'phone_number as phoneNumber',
      'contact_name as name',
      'category',
      'prefix',
      'hours',
      'language',
    ])
    .where('is_active', '=', 1)
    .execute()
}
