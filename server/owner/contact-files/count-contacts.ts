/** How many contacts a file has at most, before it is read. */
import type { FileFormat } from './file-format.ts'

const BEGINNING = { csv: '\n', vcard: 'BEGIN:VCARD' } as const

/** Counts lines or cards; nothing of the file is understood yet. */
export function countContacts(file: Buffer, format: FileFormat): number {
  let count = 0
  for (
    let at = file.indexOf(BEGINNING[format]);
    at >= 0;
    at = file.indexOf(BEGINNING[format], at + 1)
  )
    count++
  return count
}
