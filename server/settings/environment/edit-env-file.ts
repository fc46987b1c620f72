/** `.env` with some settings changed, and everything else as it stands: comments, order, line ends, lines that are not ours. */
import { decodeText, encodeLike } from './file-text.ts'
import { parseEnvFile } from './env-file.ts'
import { readValue } from './quoted-value.ts'

/** Where a setting stands: from its first line to the last of its value. */
interface Place {
  from: number
  to: number
}

/**
 * The file with these values; those that it has not are put at its end. Gives what is wrong instead where the file cannot
 * be read, or would not be read again as it is meant: then nothing of it is to be written.
 */
export function editEnvFile(
  bytes: Uint8Array,
  changes: Readonly<Record<string, string>>,
  path = '.env',
): { bytes: Buffer } | { problems: string[] } {
  const before = parseEnvFile(bytes, path)
  if (before.problems.length > 0) return { problems: before.problems }
  const decoded = decodeText(bytes)
  if ('badLine' in decoded) return { problems: [`${path} is no text`] }
  const edited = encodeLike(editText(decoded.text, changes), bytes)
  const { values, problems } = parseEnvFile(edited, path)
  const wanted = { ...before.values, ...changes }
  const lost = Object.keys({ ...values, ...wanted }).filter((name) => values[name] !== wanted[name])
  if (problems.length === 0 && lost.length === 0) return { bytes: edited }
  return {
    problems: [
      ...problems,
      ...lost.map((name) => `${path}: ${name} cannot be written there: write it by hand`),
    ],
  }
}

function editText(text: string, changes: Readonly<Record<string, string>>): string {
  // With the line ends between, each as it is.
  const pieces = text.split(/(\r\n|\n|\r)/)
  const lines = pieces.filter((_, at) => at % 2 === 0)
  const ends = pieces.filter((_, at) => at % 2 === 1)
  const places = placesIn(lines)
  for (const [name, value] of Object.entries(changes)) {
    const place = places.get(name)
    if (place === undefined) continue
    lines[place.from] = settingLine(lines.slice(place.from, place.to + 1), value)
    // What is left of a value of several lines, its line ends too.
    for (let at = place.from + 1; at <= place.to; at++) {
      lines[at] = ''
      ends[at - 1] = ''
    }
  }
  const whole = lines.map((line, at) => line + (ends[at] ?? '')).join('')
  const added = Object.entries(changes).filter(([name]) => !places.has(name))
  if (added.length === 0) return whole
  const end = ends.find((one) => one !== '') ?? '\n'
  const gap = whole === '' || /[\r\n]$/.test(whole) ? '' : end
  return whole + gap + added.map(([name, value]) => `${name}=${quoted(value)}${end}`).join('')
}

/** By name, the last, which is the one that counts. */
function placesIn(lines: readonly string[]): Map<string, Place> {
  const places = new Map<string, Place>()
  for (let at = 0; at < lines.length; at++) {
    const from = at
    const line = lines[at]!.trim()
    const [, name, written = ''] = SETTING.exec(line) ?? []
    if (name === undefined || line.startsWith('#')) continue
    readValue(written.trim(), () => lines[++at])
    places.set(name, { from, to: Math.min(at, lines.length - 1) })
  }
  return places
}

const SETTING = /^(?:export\s+)?([^=\s]+)\s*=(.*)$/s

/** What stands before the value and behind it stays. */
function settingLine(lines: readonly string[], value: string): string {
  const [, before = '', first = ''] = /^([^=]*=)(.*)$/s.exec(lines[0]!) ?? []
  const last = lines.length > 1 ? lines.at(-1)! : first
  return before + quoted(value) + commentBehind(last)
}

function commentBehind(written: string): string {
  if (/^\s*#/.test(written)) return ` ${written.trim()}`
  const [, behind = ''] = /^\s*["'`]|^[^#]*["'`]\s*(?:#|$)/.test(written)
    ? (/["'`](\s+#[^"'`]*)$/.exec(written) ?? [])
    : (/(\s+#.*)$/s.exec(written) ?? [])
  return behind
}

/** As every reader of such files takes it: shells, Docker Compose, systemd, Node. */
function quoted(value: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./~-]*$/u.test(value)) return value
  if (!value.includes("'")) return `'${value}'`
  return `"${value.replace(/["\\$`]/g, '\\$&')}"`
}
