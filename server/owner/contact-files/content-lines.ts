/** The content lines of a vCard, unfolded: https://www.rfc-editor.org/rfc/rfc6350#section-3.3 */
import { decode } from './file-text.ts'

export interface ContentLine {
  /** Counts from 1 in the file. */
  line: number
  /** In capitals, without a group: `item1.TEL` is TEL. '' where the line is none. */
  name: string
  params: string
  /** As octets, still encoded. */
  value: string
}

const QUOTED_PRINTABLE = /;(ENCODING=)?QUOTED-PRINTABLE(;|$)/i
const BASE64 = /;(ENCODING=)?(BASE64|B)(;|$)/i
const CHARSET = /;CHARSET="?([\w.-]+)/i

/** One after the other; `octets` has a character for each octet of the file. */
export function* contentLines(octets: string): Generator<ContentLine> {
  const written = octets.split(/\r\n|\n|\r/)
  for (let i = 0; i < written.length; i++) {
    const line = i + 1
    const pieces = [written[i]!]
    const isQuotedPrintable = QUOTED_PRINTABLE.test(split(pieces[0]!).params)
    for (; i + 1 < written.length; i++) {
      const next = written[i + 1]!
      const last = pieces.at(-1)!
      // Version 2.1 breaks lines by a trailing =. One at the end of a damaged card takes in nothing.
      if (isQuotedPrintable && last.endsWith('=') && !/^(BEGIN|END):/i.test(next))
        pieces.splice(-1, 1, last.slice(0, -1), next)
      else if (/^[ \t]/.test(next)) pieces.push(next.slice(1))
      else break
    }
    const whole = pieces.join('')
    if (whole.trim()) yield { line, ...split(whole) }
  }
}

/** What the value says: transfer encoding and charset undone, escapes not. */
export function textIn({ params, value }: ContentLine): string {
  const octets = QUOTED_PRINTABLE.test(params)
    ? Buffer.from(fromQuotedPrintable(value), 'latin1')
    : Buffer.from(value, BASE64.test(params) ? 'base64' : 'latin1')
  return decode(octets, CHARSET.exec(params)?.[1])
}

function split(line: string): Omit<ContentLine, 'line'> {
  const colon = colonIn(line)
  if (colon < 0) return { name: '', params: '', value: line }
  const header = line.slice(0, colon)
  const [name = ''] = header.split(';', 1)
  return {
    name: name
      .slice(name.lastIndexOf('.') + 1)
      .trim()
      .toUpperCase(),
    params: header.slice(name.length),
    value: line.slice(colon + 1),
  }
}

/** The first one outside of quotation marks; should those be broken, the first. */
function colonIn(line: string): number {
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted
    if (line[i] === ':' && !isQuoted) return i
  }
  return line.indexOf(':')
}

function fromQuotedPrintable(value: string): string {
  return value.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
