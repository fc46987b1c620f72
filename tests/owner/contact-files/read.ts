/** Contact files as tests read them, and the entries in few words. */
import type { ContactLine } from '../../../server/owner/contact-files/contact-line.ts'
import type { FileFormat } from '../../../server/owner/contact-files/file-format.ts'
import { readContactFile } from '../../../server/owner/contact-files/read-contact-file.ts'

export function read(file: string | Uint8Array, format: FileFormat): ContactLine[] {
  return readContactFile(file, format, { defaultCountry: 'US', category: 'imported' })
}

/** Like `2: +14155550111 Jane Doe (family)`, or the problem in place of the number. */
export function brief(lines: ContactLine[]): string[] {
  return lines.map((entry) => {
    if ('problem' in entry) return `${entry.line}: ${entry.problem} [${entry.name}]`
    const { phoneNumber, name, category, isActive } = entry.contact
    return `${entry.line}: ${phoneNumber} ${name} (${category}${isActive ? '' : ', inactive'})`
  })
}
