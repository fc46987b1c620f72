/** All exception lists at once, to be kept where no database is needed to read them. */
import type { ContactRules, StoredContact } from './contacts.ts'
import type { Queries } from './database.ts'
import type { Roll } from './roll.ts'

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

export interface ListedContact extends StoredContact, ContactRules {
  /** On which list it stands. */
  roll: Roll
}

export function readActiveContacts(queries: Queries): Promise<ListedContact[]> {
  return queries
    .selectFrom('exception_phone_numbers')
    .select([
      'line as roll',
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

/** How many active ones are on each list but these: nobody gets through by them. */
export function countContactsElsewhere(
  queries: Queries,
  rolls: readonly Roll[],
): Promise<{ roll: Roll; contacts: number }[]> {
  return queries
    .selectFrom('exception_phone_numbers')
    .select(({ fn }) => ['line as roll', fn.countAll<number>().as('contacts')])
    .where('is_active', '=', 1)
    .where('line', 'not in', rolls)
    .groupBy('line')
    .orderBy('line')
    .execute()
}
