/** Exception lists: numbers that pass without screening. Taken off one, an entry is only marked as inactive. */
import type { Updateable } from 'kysely'
import type { Database, Queries } from './database.ts'
import { first, inLowerCase, isDuplicateKey } from './dialect.ts'
import { noteListChange } from './note-list-change.ts'
import { byWidth, prefixesOf } from './prefixes.ts'
import type { Roll } from './roll.ts'
import type { ContactRow, ExceptionPhoneNumbersTable } from './schema.ts'
import { spellingsOf } from './spellings.ts'

export interface StoredContact {
  /** E.164; of an entry that stands for a range only, its prefix. */
  phoneNumber: string
  name: string
  category: string
}

/** What an entry may say besides. Several numbers of one person are entries with one name. */
export interface ContactRules {
  /** Numbers that begin so stand for it too: `+141555501`. Null for none. */
  prefix: string | null
  /** When it passes, as `isContactHours` in `server/settings/contact-hours.ts` takes it; null for always. */
  hours: string | null
  /** BCP 47: `es`; null where nobody says. */
  language: string | null
}

/** One to be saved. Without a category, and without one of the rules, it keeps what its entry has or had. */
export interface GivenContact extends Omit<StoredContact, 'category'>, GivenRules {
  category: string | null
}

type GivenRules = { [Rule in keyof ContactRules]?: ContactRules[Rule] | undefined }

/** Where nobody says what kind of contact it is. */
export const NO_CATEGORY = 'other'

/** What saving a contact did to the list. */
export type Saved = 'added' | 'restored' | 'updated' | 'unchanged'

export interface ContactPage {
  includeInactive: boolean
  category: string | null
  limit: number
  /** The last entry of the page before. */
  after: Pick<ContactRow, 'contact_name' | 'phone_number'> | null
}

const selectActive = byWidth((queries, beginnings, { roll, one, other }: ContactAsked) => {
  const active = queries
    .selectFrom('exception_phone_numbers')
    .select(['phone_number as phoneNumber', 'contact_name as name', 'category', 'prefix'])
    .where('line', '=', roll)
    .where('is_active', '=', 1)
  return active
    .where('phone_number', 'in', [one, other])
    .unionAll(active.where('prefix', 'in', beginnings))
})

interface ContactAsked {
  roll: Roll
  one: string
  other: string
}

/**
 * The active contact of that list with this E.164 number, however its network writes it, or null: the entry of the
 * number itself, or else the one whose prefix says most of it.
 */
export async function findActiveContact(
  queries: Queries,
  roll: Roll,
  phoneNumber: string,
): Promise<StoredContact | null> {
  const [one, other = one] = spellingsOf(phoneNumber)
  const beginnings = prefixesOf(phoneNumber)
  const { rows } = await selectActive(queries, beginnings, { roll, one, other })
  const [found] = rows.toSorted((a, b) => closeness(b, phoneNumber) - closeness(a, phoneNumber))
  if (!found) return null
  const { prefix: _, ...contact } = found
  return contact
}

/** How exactly an entry is this number's: the number itself, its other spelling, or by how long a prefix. */
export function closeness(
  { phoneNumber, prefix }: { phoneNumber: string; prefix: string | null },
  caller: string,
): number {
  if (phoneNumber === caller) return EXACT + 1
  if (spellingsOf(caller).some((one) => one === phoneNumber)) return EXACT
  return prefix?.length ?? 0
}

/** Longer than any prefix is. */
export const EXACT = 100

/** The entry of that list with this E.164 number, however its network writes it, active or not. */
export async function findContact(
  queries: Queries,
  roll: Roll,
  phoneNumber: string,
): Promise<ContactRow | undefined> {
  const rows = await queries
    .selectFrom('exception_phone_numbers')
    .selectAll()
    .where('line', '=', roll)
    .where('phone_number', 'in', spellingsOf(phoneNumber))
    .orderBy('is_active', 'desc')
    .execute()
  return rows.find((row) => row.phone_number === phoneNumber && row.is_active === 1) ?? rows[0]
}

/** One page of the list, by name whatever the case of its letters, then by number. */
export function listContacts(
  queries: Queries,
  roll: Roll,
  { includeInactive, category, limit, after }: ContactPage,
): Promise<ContactRow[]> {
  let query = queries
    .selectFrom('exception_phone_numbers')
    .selectAll()
    .where('line', '=', roll)
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

/** Puts a number on that list; false where it stands there already. One that was taken off comes back. */
export async function addContact(
  database: Database,
  roll: Roll,
  contact: GivenContact,
  now: string,
): Promise<boolean> {
  try {
    return await database.write(async (queries) => {
      const known = await findContact(queries, roll, contact.phoneNumber)
      if (known?.is_active === 1) return false
      await saveContact(queries, roll, contact, now)
      return true
    })
  } catch (error) {
    // Somebody else was adding it at the same time.
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Adds the number, or gives the entry that is there the new name and category, active from now on: in a transaction. */
export async function saveContact(
  queries: Queries,
  roll: Roll,
  contact: GivenContact,
  now: string,
): Promise<Saved> {
  const known = await findContact(queries, roll, contact.phoneNumber)
  const saved = savingOf(known, contact)
  const row = rowOf(known, roll, contact, now)
  if (saved === 'added') await queries.insertInto('exception_phone_numbers').values(row).execute()
  else if (saved !== 'unchanged')
    await queries
      .updateTable('exception_phone_numbers')
      .set(row)
      .where('phone_number', '=', row.phone_number)
      .where('line', '=', roll)
      .execute()
  if (saved !== 'unchanged') await noteListChange(queries)
  return saved
}

/** The entry as it is once the contact is saved. */
export function rowOf(
  known: ContactRow | undefined,
  roll: Roll,
  { phoneNumber, name, category, ...given }: GivenContact,
  now: string,
): ContactRow {
  return {
    phone_number: known?.phone_number ?? phoneNumber,
    line: roll,
    contact_name: name,
    category: category ?? known?.category ?? NO_CATEGORY,
    is_active: 1,
    created_at: known?.created_at ?? now,
    updated_at: now,
    ...rulesOf(known, given),
  }
}

function rulesOf(known: ContactRow | undefined, given: GivenRules): ContactRules {
  const { prefix = null, hours = null, language = null } = known ?? {}
  return {
    prefix: given.prefix === undefined ? prefix : given.prefix,
    hours: given.hours === undefined ? hours : given.hours,
    language: given.language === undefined ? language : given.language,
  }
}

/** What saving the contact does where the entry with its number is as `known`. */
export function savingOf(
  known: ContactRow | undefined,
  { name, category, ...given }: Omit<GivenContact, 'phoneNumber'>,
): Saved {
  if (!known) return 'added'
  if (known.is_active === 0) return 'restored'
  const rules = rulesOf(known, given)
  const isSame =
    known.contact_name === name &&
    known.category === (category ?? known.category) &&
    known.prefix === rules.prefix &&
    known.hours === rules.hours &&
    known.language === rules.language
  return isSame ? 'unchanged' : 'updated'
}

/** Changes what is given of an active contact, in a transaction; false where there is none. */
export function changeContact(
  queries: Queries,
  roll: Roll,
  phoneNumber: string,
  {
    name,
    category,
    prefix,
    hours,
    language,
  }: { name?: string | undefined; category?: string | undefined } & GivenRules,
  now: string,
): Promise<boolean> {
  return updateActive(queries, roll, phoneNumber, {
    ...(name !== undefined && { contact_name: name }),
    ...(category !== undefined && { category }),
    ...(prefix !== undefined && { prefix }),
    ...(hours !== undefined && { hours }),
    ...(language !== undefined && { language }),
    updated_at: now,
  })
}

/** Takes an active number off the list, in a transaction; false where it was not on it. */
export function removeContact(
  queries: Queries,
  roll: Roll,
  phoneNumber: string,
  now: string,
): Promise<boolean> {
  return updateActive(queries, roll, phoneNumber, { is_active: 0, updated_at: now })
}

async function updateActive(
  queries: Queries,
  roll: Roll,
  phoneNumber: string,
  change: Updateable<ExceptionPhoneNumbersTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('exception_phone_numbers')
    .set(change)
    .where('line', '=', roll)
    .where('phone_number', 'in', spellingsOf(phoneNumber))
    .where('is_active', '=', 1)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await noteListChange(queries)
  return true
}
