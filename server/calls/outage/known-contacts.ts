/** The active contacts as they were when the database was last there. */
import { readActiveContacts, readListVersion } from '../../../storage/contact-list.ts'
import type { StoredContact } from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import { repeatedly } from '../../basics/repeatedly.ts'

export interface KnownContacts {
  find(phoneNumber: string): StoredContact | null
  stop(): void
}

/** Looks for changes every so often: so old the list is at most when the database goes away. */
export async function createKnownContacts(
  database: Database,
  everyMs: number,
): Promise<KnownContacts> {
  let version = ''
  let known = new Map<string, StoredContact>()
  let isReading = false

  async function read(): Promise<void> {
    if (isReading) return
    isReading = true
    try {
      const current = await readListVersion(database.queries)
      if (current === version) return
      const contacts = await readActiveContacts(database.queries)
      known = new Map(contacts.map((contact) => [spellingKey(contact.phoneNumber), contact]))
      version = current
    } catch {
      // It is for this that the list is kept.
    } finally {
      isReading = false
    }
  }

  await read()
  return {
    find: (phoneNumber) => known.get(spellingKey(phoneNumber)) ?? null,
    stop: repeatedly(everyMs, read),
  }
}
