/** Files of contacts: read for an import, written by an export. */
import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { withFile } from '../command/files.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { linesForTerminal } from '../command/terminal-text.ts'
import type { FileFormat } from './contacts-api.ts'

/** The bytes as they are, whatever their encoding: the server finds that out. `-` is standard input. */
export async function readContactFile(
  file: string,
  { input }: Surroundings,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = file === '-' ? 'Standard input' : file
  return withFile(
    name,
    'read',
    async () => new Uint8Array(file === '-' ? await buffer(input) : await readFile(file)),
  )
}

/** By what stands in it, for many a vCard is named .txt; zero bytes are those of UTF-16. */
export function formatOf(bytes: Uint8Array): FileFormat {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').replaceAll('\0', '')
  return /^\W*BEGIN:VCARD/i.test(start) ? 'vcf' : 'csv'
}

/** By the file's name. */
export function formatNamed(file: string | undefined): FileFormat {
  return file !== undefined && /\.(vcf|vcard)$/i.test(file) ? 'vcf' : 'csv'
}

export async function writeContactFile(
  text: string,
  file: string | undefined,
  around: Surroundings,
): Promise<void> {
  if (file === undefined || file === '-') {
    // A terminal obeys what a file only holds.
    around.output.write(around.output.isTTY ? linesForTerminal(text) : text)
    return
  }
  // People's numbers: for the owner's eyes only.
  await withFile(file, 'written', () => writeFile(file, text, { mode: 0o600 }))
  printLine(around, `Written to ${file}`)
}
