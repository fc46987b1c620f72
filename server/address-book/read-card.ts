/** A card of an address book: whom it is of, and which group it names or belongs to. */
import { createContentLines } from '../owner/contact-files/content-lines.ts'
import { textIn } from '../owner/contact-files/content-text.ts'
import { createOctets } from '../owner/contact-files/file-text.ts'
import { createVcardReader } from '../owner/contact-files/read-vcards.ts'

export interface CardContact {
  /** E.164 */
  phoneNumber: string
  name: string
  /** Null where the card gives none. */
  category: string | null
}

export interface Card {
  uid: string
  /** Its categories, in small letters. */
  labels: string[]
  /** In small letters, where it is the card of a group; else null. */
  group: string | null
  /** Of a group: the uids of who belongs to it. */
  members: string[]
  contacts: CardContact[]
}

/** A group of everybody. */
const MOST_MEMBERS = 20_000
const MOST_LABELS = 50
const LONGEST = 200

/** Null where it is no card, or its numbers are none. */
export function readCard(text: string, defaultCountry: string): Card {
  const octets = createOctets()(Buffer.from(text), true)
  const reader = createVcardReader({ defaultCountry, category: null })
  reader.push(octets)
  const contacts = reader.end().flatMap((line) => {
    if (!('contact' in line) || !line.contact.isActive) return []
    const { phoneNumber, name, category } = line.contact
    return [{ phoneNumber, name, category }]
  })
  return { ...whereItBelongs(octets), contacts }
}

function whereItBelongs(octets: string): Omit<Card, 'contacts'> {
  const found = {
    uid: '',
    name: '',
    isGroup: false,
    labels: [] as string[],
    members: [] as string[],
  }
  const lines = createContentLines((line) => {
    const text = textIn(line).text.trim()
    if (line.name === 'UID') found.uid = uidIn(text)
    if (line.name === 'FN') found.name = plain(text)
    if (/^(X-ADDRESSBOOKSERVER-)?KIND$/.test(line.name)) found.isGroup ||= /^group$/i.test(text)
    if (/^(X-ADDRESSBOOKSERVER-)?MEMBER$/.test(line.name) && found.members.length < MOST_MEMBERS)
      found.members.push(uidIn(text))
    if (line.name === 'CATEGORIES' && found.labels.length < MOST_LABELS)
      found.labels.push(...text.split(',').slice(0, MOST_LABELS).map(plain))
  })
  lines.push(octets)
  lines.end()
  const { uid, name, isGroup, labels, members } = found
  return { uid, labels, group: isGroup ? name : null, members: isGroup ? members : [] }
}

/** https://www.rfc-editor.org/rfc/rfc6350#section-6.6.5 */
function uidIn(text: string): string {
  return text
    .replace(/^urn:uuid:/i, '')
    .slice(0, LONGEST)
    .toLowerCase()
}

export function plain(text: string): string {
  return text.replace(/\\(.)/g, '$1').trim().slice(0, LONGEST).toLowerCase()
}
