/** Many contacts at once: a read and at most two writes, however many they are. */
import { sql } from 'kysely'
import type { Queries } from './database.ts'
import { rowOf, savingOf, type GivenContact, type Saved } from './contacts.ts'
import { noteListChange } from './note-list-change.ts'
import type { Roll } from './roll.ts'
import type { ContactRow } from './schema.ts'
import { spellingKey, spellingsOf } from './spellings.ts'

export interface ContactChange extends GivenContact {
  /** False takes the number off the list. */
  isActive: boolean
}

/** What became of the entry, and its category afterwards. */
export interface Changed {
  saved: Saved | 'removed'
  category: string | null
}

/**
 * The most that fit into one statement: eight values each, and SQL Server takes 2,100.
 * https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
 */
export const MOST_CHANGES = 260

/** What the changes of that list, each of another number, come to; nothing is written. */
export async function foreseeChanges(
  queries: Queries,
  roll: Roll,
  changes: readonly ContactChange[],
): Promise<Changed[]> {
  const known = await knownAmong(queries, roll, changes)
  return changes.map((change) =>
    changedBy(change, roll, known.get(spellingKey(change.phoneNumber))),
  )
}

/** The same, written. At most `MOST_CHANGES`, each of another number, in a transaction. */
export async function saveContacts(
  queries: Queries,
  roll: Roll,
  changes: readonly ContactChange[],
  now: string,
): Promise<Changed[]> {
  const known = await knownAmong(queries, roll, changes)
  const before: string[] = []
  const after: ContactRow[] = []
  const done = changes.map((change) => {
    const entry = known.get(spellingKey(change.phoneNumber))
    const changed = changedBy(change, roll, entry)
    if (changed.saved === 'unchanged') return changed
    if (entry) before.push(entry.phone_number)
    after.push(
      change.isActive
        ? rowOf(entry, roll, change, now)
        : { ...entry!, is_active: 0, updated_at: now },
    )
    return changed
  })
  // Rows that change each in its own way: neither database has one statement for that which both know.
  if (before.length > 0)
    await queries
      .deleteFrom('exception_phone_numbers')
      .where('line', '=', roll)
      .where('phone_number', 'in', before)
      .execute()
  if (after.length > 0)
    await queries
      .insertInto('exception_phone_numbers')
      .values(
        after.map((row) => ({
          ...row,
          line: sql.lit(row.line),
          is_active: sql.lit(row.is_active),
        })),
      )
      .execute()
  if (after.length > 0) await noteListChange(queries)
  return done
}

function changedBy(change: ContactChange, roll: Roll, entry: ContactRow | undefined): Changed {
  if (!change.isActive)
    return {
      saved: entry?.is_active === 1 ? 'removed' : 'unchanged',
      category: entry?.category ?? change.category,
    }
  return { saved: savingOf(entry, change), category: rowOf(entry, roll, change, '').category }
}

async function knownAmong(
  queries: Queries,
  roll: Roll,
  changes: readonly ContactChange[],
): Promise<Map<string, ContactRow>> {
  if (changes.length === 0) return new Map()
  const rows = await queries
    .selectFrom('exception_phone_numbers')
    .selectAll()
    .where('line', '=', roll)
    .where(
      'phone_number',
      'in',
      changes.flatMap(({ phoneNumber }) => spellingsOf(phoneNumber)),
    )
    .orderBy('is_active')
    .execute()
  // Two spellings of one number may stand there from before: the active one counts.
  return new Map(rows.map((row) => [spellingKey(row.phone_number), row]))
}
