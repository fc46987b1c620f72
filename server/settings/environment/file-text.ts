/** The text of a file in UTF-8 or UTF-16, whichever editor or shell saved it. */

/** `badLine` is the first line that is in neither. */
export function decodeText(bytes: Uint8Array): { text: string } | { badLine: number } {
  const encoding = encodingOf(bytes)
  try {
    // It takes the byte order mark off as well. https://encoding.spec.whatwg.org/#textdecoder
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return { badLine: encoding === 'utf-8' ? firstBadLine(bytes) : 1 }
  }
}

/** The text as bytes like those it was decoded from: in their encoding, with a byte order mark where they had one. */
export function encodeLike(text: string, bytes: Uint8Array): Buffer {
  const encoding = encodingOf(bytes)
  const marked = hasMark(bytes) ? `\ufeff${text}` : text
  if (encoding === 'utf-8') return Buffer.from(marked)
  const little = Buffer.from(marked, 'utf16le')
  return encoding === 'utf-16be' ? little.swap16() : little
}

function hasMark([first, second, third]: Uint8Array): boolean {
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return isWide || (first === 0xef && second === 0xbb && third === 0xbf)
}

/** Windows PowerShell's `>` writes UTF-16 with a mark; without one, the zeros beside plain letters tell it. */
function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first && second === 0 && third !== 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be'
  return 'utf-8'
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let begin = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, begin)) {
    try {
      decoder.decode(bytes.subarray(begin, at))
    } catch {
      return line
    }
    begin = at + 1
    line++
  }
  return line
}
