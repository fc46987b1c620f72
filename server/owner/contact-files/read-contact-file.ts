/** A contact list out of a file. */
import type { ContactLine } from './contact-line.ts'
import type { FileFormat } from './file-format.ts'
import { createOctets } from './file-text.ts'
import { readCsv } from './read-csv.ts'
import type { ReadOptions } from './read-options.ts'
import { atOnce } from './steps.ts'
import { createVcardReader } from './read-vcards.ts'

/**
 * Every contact of the file and every line that gives none, in the order of the file. A number that
 * two of them have is given twice: the later one is meant to win. Never throws for what is in the file.
 */
export function readContactFile(
  file: string | Uint8Array,
  format: FileFormat,
  options: ReadOptions,
): ContactLine[] {
  if (format === 'csv') return atOnce(readCsv(file, options))
  const reader = createVcardReader(options)
  reader.push(createOctets()(typeof file === 'string' ? Buffer.from(file) : file, true))
  return reader.end()
}
