/** What an address book makes of the exception list: pure, so that it can be told before it is done. */
import type { SyncedContact } from '../../storage/address-book.ts'
import type { ContactChange } from '../../storage/save-contacts.ts'
import type { ContactRow } from '../../storage/schema.ts'
import { spellingKey } from '../../storage/spellings.ts'
import { plain, type Card, type CardContact } from './read-card.ts'

export interface Plan {
  /** To be put on the list, come back to it, or be changed on it. */
  added: ContactChange[]
  updated: ContactChange[]
  /** To be taken off it: made of the address book, gone from it, and changed by nobody. */
  removed: ContactChange[]
  /** Contacts that were made of it, and that somebody has changed since: from now on theirs. */
  letGo: string[]
  /** How many contacts of the address book are as somebody has made them. */
  theirs: number
  /** Whether so many would go at once that somebody has to be asked. */
  isMuch: boolean
}

/** The contacts of a book, or of one of its groups; of a number that several cards have, the first by address counts. */
export function contactsIn(cards: ReadonlyMap<string, Card>, group: string | null): CardContact[] {
  const wanted = group === null ? null : plain(group)
  const members = new Set(
    [...cards.values()].flatMap((card) => (card.group === wanted ? card.members : [])),
  )
  const found = new Map<string, CardContact>()
  for (const [, card] of [...cards].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const isWanted = wanted === null || card.labels.includes(wanted) || members.has(card.uid)
    if (!isWanted || card.group !== null) continue
    for (const contact of card.contacts) {
      const key = spellingKey(contact.phoneNumber)
      if (!found.has(key)) found.set(key, contact)
    }
  }
  return [...found.values()]
}

/** More of them gone at once is more often a mistake than a wish. */
const MUCH = 1 / 5

export function planSync(
  wished: readonly CardContact[],
  synced: readonly SyncedContact[],
  listed: readonly ContactRow[],
): Plan {
  const rows = new Map(
    // Two spellings of one number may stand there from before: the active one counts.
    listed
      .toSorted((one, other) => one.is_active - other.is_active)
      .map((row) => [spellingKey(row.phone_number), row]),
  )
  const plan: Plan = { added: [], updated: [], removed: [], letGo: [], theirs: 0, isMuch: false }
  /** Made of the address book, and as it was made. */
  const ours = new Set<string>()
  for (const { phoneNumber, writtenAt } of synced) {
    const key = spellingKey(phoneNumber)
    if (rows.get(key)?.updated_at === writtenAt) ours.add(key)
    else plan.letGo.push(phoneNumber)
  }
  for (const contact of wished) {
    const key = spellingKey(contact.phoneNumber)
    const row = rows.get(key)
    const change = {
      ...contact,
      phoneNumber: row?.phone_number ?? contact.phoneNumber,
      isActive: true,
    }
    if (!row) plan.added.push(change)
    else if (!ours.has(key)) plan.theirs++
    else if (row.is_active === 0) plan.added.push(change)
    else if (
      row.contact_name !== contact.name ||
      (contact.category ?? row.category) !== row.category
    )
      plan.updated.push(change)
  }
  const isWished = new Set(wished.map(({ phoneNumber }) => spellingKey(phoneNumber)))
  let active = 0
  for (const key of ours) {
    const row = rows.get(key)!
    if (row.is_active === 0) continue
    active++
    if (isWished.has(key)) continue
    const { phone_number: phoneNumber, contact_name: name, category } = row
    plan.removed.push({ phoneNumber, name, category, isActive: false })
  }
  plan.isMuch = plan.removed.length > active * MUCH
  return plan
}
