/** Files of contacts: read for an import, written by an export. */
import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Surroundings } from '../command/api-command.ts'
import { printLine } from '../command/api-command.ts'
import { UsageError } from '../call/options.ts'
import { forTerminal } from '../command/terminal-text.ts'
import type { FileFormat } from './contacts-api.ts'

/** The bytes as they are, whatever their encoding: the server finds that out. `-` is standard input. */
export async function readContactFile(
  file: string,
  { input }: Surroundings,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(file === '-' ? await buffer(input) : await readFile(file))
  } catch (error) {
    throw unusable(file, 'read', error)
  }
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
    const shown = text.split(/\r?\n/).map(forTerminal).join('\n')
    around.output.write(around.output.isTTY ? shown : text)
    return
  }
  try {
    // People's numbers: for the owner's eyes only.
    await writeFile(file, text, { mode: 0o600 })
  } catch (error) {
    throw unusable(file, 'written', error)
  }
  printLine(around, `Written to ${file}`)
}

function unusable(file: string, verb: string, error: unknown): UsageError {
  const { code, message } = error as NodeJS.ErrnoException
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
  }
  return new UsageError(`${file} cannot be ${verb}: ${reasons[code ?? ''] ?? message}`, {
    cause: error,
  })
}
