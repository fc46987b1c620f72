/** Contacts by a part of their name. */
import { sql } from 'kysely'
import type { Queries } from '../database.ts'
import { first, inLowerCase } from '../dialect.ts'
import { likePattern } from '../like-pattern.ts'
import type { Roll } from '../roll.ts'
import type { ContactRow } from '../schema.ts'

/** Active ones of that list, by name. */
export async function findContactsNamed(
  queries: Queries,
  roll: Roll,
  words: string,
  limit: number,
): Promise<Pick<ContactRow, 'phone_number' | 'contact_name'>[]> {
  const wanted = words.normalize('NFC').toLowerCase()
  const query = queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number', 'contact_name'])
    .where('line', '=', roll)
    .where('is_active', '=', 1)
    .where(({ ref }) => {
      const name = inLowerCase(queries, ref('contact_name'))
      return sql<boolean>`${name} like ${likePattern(wanted)} escape '~'`
    })
    .orderBy(({ ref }) => inLowerCase(queries, ref('contact_name')))
    .orderBy('phone_number')
  const found = await first(queries, limit, query).execute()
  // What is not plain letters stood for anything.
  return found.filter((one) => one.contact_name.normalize('NFC').toLowerCase().includes(wanted))
}
