/** The contact list as vCards that every phone reads: version 3.0, https://www.rfc-editor.org/rfc/rfc2426 */
import type { FileContact } from './contact-line.ts'

/** Ours alone: without it a contact that was taken off the list would come back by an import. */
export const IS_ACTIVE = 'X-IS-ACTIVE'

export function writeVcards(contacts: readonly FileContact[]): string {
  return contacts.flatMap(card).map(folded).join('')
}

function card({ phoneNumber, name, category, isActive }: FileContact): string[] {
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(name)}`,
    // The whole name as the given one: iOS shows N, not FN, and which word is the family is not known.
    `N:;${escaped(name)};;;`,
    `TEL;TYPE=CELL:${phoneNumber}`,
    `CATEGORIES:${escaped(category ?? '')}`,
    ...(isActive ? [] : [`${IS_ACTIVE}:false`]),
    'END:VCARD',
  ]
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')
}

const LONGEST_LINE = 75

/** At most 75 octets to a line, whole characters only. */
function folded(line: string): string {
  let lines = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > LONGEST_LINE) {
      lines += '\r\n '
      octets = 1
    }
    lines += character
    octets += size
  }
  return `${lines}\r\n`
}
