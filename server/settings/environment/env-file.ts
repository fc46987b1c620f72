/** `.env`, as editors, shells and other programs write it: every line is taken as it was meant, or told of. */
import { existsSync, readFileSync } from 'node:fs'
import { decodeText } from './file-text.ts'
import { readValue } from './quoted-value.ts'

export interface EnvFile {
  values: Record<string, string>
  /** What could not be taken: file, line, and what to write. No value is repeated. */
  problems: string[]
}

/** A megabyte of settings is something else by mistake. */
const MOST_BYTES = 1024 * 1024

/** Nothing where there is no such file. */
export function readEnvFile(path = '.env'): EnvFile {
  if (!existsSync(path)) return { values: {}, problems: [] }
  try {
    return parseEnvFile(readFileSync(path), path)
  } catch (error) {
    const { code } = error as { code?: string }
    const why =
      code === 'EISDIR' ? 'it is a folder' : `make it a file that this user may read (${code})`
    return { values: {}, problems: [`${path} cannot be read: ${why}`] }
  }
}

/** `path` is how messages call it. */
export function parseEnvFile(bytes: Uint8Array, path = '.env'): EnvFile {
  if (bytes.length > MOST_BYTES)
    return { values: {}, problems: [`${path} is over 1 MB: these are no settings`] }
  const decoded = decodeText(bytes)
  if ('badLine' in decoded)
    return {
      values: {},
      problems: [
        `${path} line ${decoded.badLine}: is neither UTF-8 nor UTF-16: save the file as UTF-8`,
      ],
    }
  // A lone CR ended lines on old Macs, and still does in some editors.
  return parseLines(decoded.text.split(/\r\n|\n|\r/), path)
}

function parseLines(lines: string[], path: string): EnvFile {
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const begin = at
    const tell = (problem: string) => problems.push(`${path} line ${begin + 1}: ${problem}`)
    const line = lines[at]!.trim()
    if (line === '' || line.startsWith('#')) continue
    const [, name, written = ''] = /^(?:export\s+)?([^=\s]+)\s*=(.*)$/s.exec(line) ?? []
    if (name === undefined || !/^[A-Za-z_][\w.-]*$/.test(name)) {
      tell('is no setting: write NAME=value, or # before what is a comment')
      continue
    }
    const read = readValue(written.trim(), () => lines[++at])
    if ('problem' in read) {
      tell(`${name} ${read.problem}`)
      // An unclosed quote has eaten the rest of the file: what stands there shall be read, or told of.
      at = begin
    } else values[name] = read.value
  }
  return { values, problems }
}
