/** Takes the contacts of a file into a list, and reports on every line. */
import type { Saved } from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import { isDuplicateKey } from '../../../storage/dialect.ts'
import {
  foreseeChanges,
  MOST_CHANGES,
  saveContacts,
  type Changed,
  type ContactChange,
} from '../../../storage/save-contacts.ts'
import type { Roll } from '../../../storage/roll.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import type { ContactLine } from './contact-line.ts'

/** `removed`: the file has it as not active, and it was. */
export type Outcome = Saved | 'removed' | 'failed'

export type ImportedLine = ContactLine & { outcome: Outcome }

export interface ImportWish {
  /** Nothing changes, and the outcomes are those that the import would have. */
  dryRun: boolean
  now: string
  /** How many of the contacts are through. */
  onProgress?(done: number, total: number): void
}

/** Somebody else may be adding the same numbers; more often than that is no accident. */
const TRIES = 3

/**
 * Imports the contacts, a number that stands in several lines once: as the last of them has it. Where the
 * database fails, the lines before stay imported.
 */
export async function importContacts(
  database: Database,
  roll: Roll,
  lines: ContactLine[],
  { dryRun, now, onProgress }: ImportWish,
): Promise<ImportedLine[]> {
  const changes = changesIn(lines)
  const all = [...changes.values()]
  for (let begin = 0; begin < all.length; begin += MOST_CHANGES) {
    const some = all.slice(begin, begin + MOST_CHANGES)
    const done = dryRun
      ? await foreseeChanges(database.queries, roll, some)
      : await save(database, roll, some, now)
    some.forEach((change, index) => Object.assign(change, { done: done[index] }))
    onProgress?.(begin + some.length, all.length)
  }
  return lines.map((line) => {
    if (!('contact' in line)) return { ...line, outcome: 'failed' }
    const change = changes.get(spellingKey(line.contact.phoneNumber))!
    if (change.line !== line) return repeated(line, change.line.line)
    const { saved, category } = change.done!
    return { ...line, contact: { ...line.contact, category }, outcome: saved }
  })
}

type Change = ContactChange & { line: ContactLine; done?: Changed }

/** By number, the last line that has it; a category it may have from a line before. */
function changesIn(lines: ContactLine[]): Map<string, Change> {
  const changes = new Map<string, Change>()
  for (const line of lines) {
    if (!('contact' in line)) continue
    const key = spellingKey(line.contact.phoneNumber)
    const category = line.contact.category ?? changes.get(key)?.category ?? null
    changes.set(key, { ...line.contact, category, line })
  }
  return changes
}

function repeated(line: ContactLine & { contact: object }, counts: number): ImportedLine {
  const note =
    counts === line.line
      ? 'The number stands in this line again.'
      : `The number stands again in line ${counts}, which counts.`
  return { ...line, note, outcome: 'unchanged' }
}

async function save(
  database: Database,
  roll: Roll,
  changes: Change[],
  now: string,
): Promise<Changed[]> {
  for (let tries = 1; ; tries++)
    try {
      return await database.write((queries) => saveContacts(queries, roll, changes, now))
    } catch (error) {
      if (tries === TRIES || !isDuplicateKey(error)) throw error
    }
}
