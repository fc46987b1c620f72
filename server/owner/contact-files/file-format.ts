/** What kind of contact file this is. */
import { textOf } from './file-text.ts'

export type FileFormat = 'csv' | 'vcard'

const FORMATS = new Map<string, FileFormat>([
  ['text/csv', 'csv'],
  ['application/csv', 'csv'],
  ['text/tab-separated-values', 'csv'],
  // What browsers on Windows call a .csv where Excel is installed.
  ['application/vnd.ms-excel', 'csv'],
  ['text/vcard', 'vcard'],
  ['text/x-vcard', 'vcard'],
  ['text/directory', 'vcard'],
])

/** By its media type, otherwise by a look at its beginning; null where it is neither. */
export function formatOf(
  contentType: string | undefined,
  file: string | Uint8Array,
): FileFormat | null {
  const mediaType = contentType?.split(';', 1)[0]!.trim().toLowerCase() ?? ''
  return FORMATS.get(mediaType) ?? looksLike(textOf(file.slice(0, 4096)).trimStart())
}

function looksLike(text: string): FileFormat | null {
  if (/^BEGIN:VCARD/i.test(text)) return 'vcard'
  const [firstLine = ''] = text.split(/[\r\n]/, 1)
  // JSON, XML and files of octets have commas too.
  // oxlint-disable-next-line no-control-regex
  if (/^[{[<]/.test(text) || /[\u0000-\u0008]/.test(text)) return null
  return /[,;\t]|\d{5}/.test(firstLine) ? 'csv' : null
}
