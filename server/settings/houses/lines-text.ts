/** `LINES` as it is given: JSON itself, or the path of a file with it. */
import { readFileSync } from 'node:fs'
import { decodeText } from '../environment/file-text.ts'
import type { Read } from '../pasted-url.ts'

/** A hundred lines with all that they may have need less. */
const MOST_BYTES = 256 * 1024

const FORM =
  'write [{"number": "+14155550123", "name": "Robin", "phone": "+14155550100"}], or the path of a file with it'

export function readLinesText(given: string): Read<unknown> {
  const text = /^[[{]/.test(given) ? { value: given } : readLinesFile(given)
  if ('problem' in text) return text
  if (text.value.length > MOST_BYTES) return { problem: `is more than ${MOST_BYTES / 1024} kB` }
  try {
    return { value: JSON.parse(text.value) as unknown }
  } catch (error) {
    return { problem: `is no JSON${whereIn(text.value, error)}: ${FORM}` }
  }
}

function readLinesFile(path: string): Read<string> {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    return { problem: `there is no file to be read there (${code}): ${FORM}` }
  }
  if (bytes.length > MOST_BYTES)
    return { problem: `the file has more than ${MOST_BYTES / 1024} kB` }
  const decoded = decodeText(bytes)
  return 'text' in decoded
    ? { value: decoded.text.trim() }
    : { problem: `line ${decoded.badLine} of the file is not in UTF-8` }
}

/** The engine's message repeats what stands there, which may be a password. */
function whereIn(text: string, error: unknown): string {
  const [, position] = /position (\d+)/.exec((error as Error).message) ?? []
  if (position === undefined) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return ` (line ${before.length}, character ${before.at(-1)!.length + 1})`
}
