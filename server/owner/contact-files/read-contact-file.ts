/** A contact list out of a file. */
import type { ContactLine } from './contact-line.ts'
import type { FileFormat } from './file-format.ts'
import { octetsOf, textOf } from './file-text.ts'
import { readCsv } from './read-csv.ts'
import type { ReadOptions } from './read-options.ts'
import { readVcards } from './read-vcards.ts'

/**
 * Every contact of the file and every line that gives none, in the order of the file. A number that
 * two of them have is given twice: the later one is meant to win. Never throws for what is in the file.
 */
export function readContactFile(
  file: string | Uint8Array,
  format: FileFormat,
  options: ReadOptions,
): ContactLine[] {
  return format === 'csv' ? readCsv(textOf(file), options) : readVcards(octetsOf(file), options)
}
