/** Takes the contacts of a file into the list, and reports on every line. */
import {
  findContact,
  removeContact,
  saveContact,
  savingOf,
  type Saved,
} from '../../../storage/contacts.ts'
import type { Database, Queries } from '../../../storage/database.ts'
import type { ContactLine, FileContact } from './contact-line.ts'

/** `removed`: the file has it as not active, and it was. */
export type Outcome = Saved | 'removed' | 'failed'

export type ImportedLine = ContactLine & { outcome: Outcome }

/** So few in one transaction that no turn waits for long. */
const FEW = 50

/**
 * Imports line by line, a later line over an earlier one. With `dryRun` nothing changes, and the outcomes
 * are those that the import would have. Where the database fails, the lines before stay imported.
 */
export async function importContacts(
  database: Database,
  lines: ContactLine[],
  { dryRun, now }: { dryRun: boolean; now: string },
): Promise<ImportedLine[]> {
  const imported: ImportedLine[] = []
  for (let begin = 0; begin < lines.length; begin += FEW) {
    const few = lines.slice(begin, begin + FEW)
    const run = async (queries: Queries) => {
      const done: ImportedLine[] = []
      for (const line of few)
        done.push({
          ...line,
          outcome:
            'contact' in line
              ? await (dryRun ? foresee : take)(queries, line.contact, now)
              : 'failed',
        })
      return done
    }
    imported.push(...(await (dryRun ? run(database.queries) : database.write(run))))
  }
  return imported
}

async function take(queries: Queries, contact: FileContact, now: string): Promise<Outcome> {
  if (contact.isActive) return saveContact(queries, contact, now)
  return (await removeContact(queries, contact.phoneNumber, now)) ? 'removed' : 'unchanged'
}

async function foresee(queries: Queries, contact: FileContact): Promise<Outcome> {
  const known = await findContact(queries, contact.phoneNumber)
  if (contact.isActive) return savingOf(known, contact)
  return known?.is_active === 1 ? 'removed' : 'unchanged'
}
