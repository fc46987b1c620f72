/** The contact list as a file to keep, or to take to a phone or spreadsheet. */
import { stringify } from 'csv-stringify/sync'
import type { FileContact } from './contact-line.ts'
import type { FileFormat } from './file-format.ts'
import { withFormulaGuard } from './formula-guard.ts'
import { writeVcards } from './write-vcards.ts'

/** Read back by `readContactFile` it gives the same contacts. */
export function writeContactFile(contacts: readonly FileContact[], format: FileFormat): string {
  return format === 'csv' ? writeCsv(contacts) : writeVcards(contacts)
}

function writeCsv(contacts: readonly FileContact[]): string {
  const rows = contacts.map(({ phoneNumber, name, category, isActive }) => [
    phoneNumber,
    withFormulaGuard(name),
    withFormulaGuard(category ?? ''),
    String(isActive),
  ])
  return stringify(rows, {
    header: true,
    columns: ['phone_number', 'contact_name', 'category', 'is_active'],
    // Excel takes a file without one for the encoding of old Windows.
    bom: true,
    record_delimiter: 'windows',
    // It quotes commas, quotation marks and CRLF by itself.
    quoted_match: /[\r\n;\t]/,
  })
}
