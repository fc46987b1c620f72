/** The content lines of a vCard, unfolded: https://www.rfc-editor.org/rfc/rfc6350#section-3.3 */
import { createFileLines, type FileLines } from './file-lines.ts'

export interface ContentLine {
  /** Counts from 1 in the file. */
  line: number
  /** In capitals, without a group: `item1.TEL` is TEL. '' where the line is none, TEL? where it may be one. */
  name: string
  params: string
  /** As octets, still encoded. */
  value: string
}

export const QUOTED_PRINTABLE = /;\s*(ENCODING=)?"?QUOTED-PRINTABLE"?\s*(;|$)/i
export const BASE64 = /;\s*(ENCODING=)?"?(BASE64|B)"?\s*(;|$)/i

/** Pictures and the like, which are let go by. */
const SKIPPED = /^(PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE|X-.*PHOTO.*)$/
/** What people write as they like, a line TEL: among it. */
const PROSE = /^(NOTE|ADR|LABEL|ORG|TITLE|ROLE|COMMENT|X-.*)$/
/** How every property begins that phones write. */
const PROPERTY =
  /^(?:[\w-]+\.)?(?:TEL|FN|N|EMAIL|ADR|LABEL|ORG|TITLE|ROLE|NOTE|URL|BDAY|REV|UID|VERSION|PRODID|NICKNAME|CATEGORIES|PHOTO|LOGO|SOUND|KEY|AGENT|IMPP|TZ|GEO|CLASS|MAILER|SORT-STRING|X-[\w-]+)(?:;[\w-]+(?:=[^:;]*)?)*:/i
const TELEPHONE = /^\s*(?:[\w-]+\.)?TEL\b/i

/** In octets. It begins a file, and stands in its midst where files were put together. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'
/** Encoders break lines close to 76 characters; one that is shorter was not broken by them. */
const SHORTEST_BROKEN = 50
/** The rest of a longer value is let go by: no name or number is as long. */
const LONGEST_VALUE = 64 * 1024

interface Open {
  line: number
  /** Of its text, as it was broken. */
  parts: string[]
  /** Of all parts together. */
  length: number
  name: string
  isQuotedPrintable: boolean
  isBase64: boolean
  isSkipped: boolean
  /** The line that it went on in. */
  last: string
}

/** `onContent` hears of one after the other. */
export function createContentLines(onContent: (content: ContentLine) => void): FileLines {
  let open: Open | null = null

  function flush(): void {
    if (!open) return
    const { line, parts, isSkipped } = open
    open = null
    if (isSkipped) return
    const text = parts.join('')
    if (!text.trim()) return
    const content = split(text)
    // `TEL 4155550112` has no colon, but a number.
    const isMeant = content.name === '' && TELEPHONE.test(text) && digitsIn(text) > 4
    onContent({ line, ...content, ...(isMeant && { name: 'TEL?' }) })
  }

  function begin(text: string, line: number): void {
    flush()
    const { name, params } = split(text)
    open = {
      line,
      parts: [text],
      length: text.length,
      name,
      isQuotedPrintable: QUOTED_PRINTABLE.test(params),
      isBase64: BASE64.test(params),
      isSkipped: SKIPPED.test(name),
      last: text,
    }
  }

  function goOn(piece: string, isSoft: boolean): void {
    const value = open!
    value.last = piece
    if (value.isSkipped || value.length >= LONGEST_VALUE) return
    const { parts } = value
    const before = parts.at(-1)!
    if (isSoft) parts[parts.length - 1] = before.slice(0, before.lastIndexOf('='))
    parts.push(piece)
    // An empty piece takes room too.
    value.length += piece.length + 1
  }

  function take(whole: string, number: number): void {
    const line = whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(BYTE_ORDER_MARK.length) : whole
    if (!open) return begin(line, number)
    const isSoft = open.isQuotedPrintable && /=[ \t]{0,8}$/.test(open.last)
    if (isSoft && !/^(BEGIN|END):/i.test(line) && !isNextAfter(open, line, number))
      return goOn(line, true)
    if (!isSoft && /^[ \t]/.test(line)) {
      if (isDoubtfulFold(open, line)) return doubt(line, number)
      return goOn(line.slice(1), false)
    }
    // Some phones do not indent the lines of a picture: nothing else has neither colon nor semicolon.
    if (open.isBase64 && /^[\w+/=]+$/.test(line)) return goOn(line, false)
    begin(line, number)
  }

  /**
   * Whether a line behind a = at the end of a line is a property: a name that ends in =, in quoted-printable,
   * as some phones forget to encode it. In prose a line like it may be meant, so its number is reported.
   */
  function isNextAfter(value: Open, line: string, number: number): boolean {
    // With whatever parameters: Android once wrote TEL;X-Custom(CHARSET=UTF-8,…).
    const isTelephone = TELEPHONE.test(line) && digitsIn(line) > 4
    if (!isTelephone && !PROPERTY.test(line)) return false
    if (!PROSE.test(value.name)) return true
    if (isTelephone) doubt(line, number)
    return false
  }

  function doubt(line: string, number: number): void {
    onContent({ line: number, name: 'TEL?', params: '', value: line.trim() })
  }

  const lines = createFileLines(take)
  return {
    push: lines.push,
    end() {
      lines.end()
      flush()
    },
  }
}

/** An indented TEL behind a line that nobody had to fold. */
function isDoubtfulFold({ last, name }: Open, line: string): boolean {
  const isTelephone = /^[ \t]+(?:[\w-]+\.)?TEL[;:]/i.test(line) && digitsIn(line) > 4
  return isTelephone && last.length < SHORTEST_BROKEN && !PROSE.test(name)
}

function digitsIn(text: string): number {
  return text.slice(0, 500).replace(/\D/g, '').length
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
