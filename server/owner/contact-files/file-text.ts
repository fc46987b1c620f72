/** The characters of a file that somebody's phone or spreadsheet has written. */

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

/**
 * In this encoding, in UTF-8 where none is named, and if it is not that, in the one of old Windows; that is
 * a guess, and not sure.
 */
export function decodeSurely(
  octets: Uint8Array,
  encoding = 'utf-8',
): { text: string; isSure: boolean } {
  try {
    const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true })
    decoders.set(encoding, decoder)
    return { text: decoder.decode(octets), isSure: true }
  } catch {
    const isPlain = octets.every((octet) => octet < 0x80)
    return { text: new TextDecoder('windows-1252').decode(octets), isSure: isPlain }
  }
}

/** By its byte order mark, or by the zeros beside the plain letters that every contact file begins with. */
function wideEncodingOf(file: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [one, two, three, four] = file
  if (one === 0xff && two === 0xfe) return 'utf-16le'
  if (one === 0xfe && two === 0xff) return 'utf-16be'
  if (one && two === 0 && three && four === 0) return 'utf-16le'
  return one === 0 && two && three === 0 && four ? 'utf-16be' : null
}

/** The text of a whole file, without a byte order mark. Excel saves "Unicode text" as UTF-16. */
export function textOf(file: string | Uint8Array): string {
  return sureTextOf(file).text
}

/** The same, and whether its encoding is sure. */
export function sureTextOf(file: string | Uint8Array): { text: string; isSure: boolean } {
  if (typeof file === 'string') return { text: file.replace(/^\ufeff/, ''), isSure: true }
  const wide = wideEncodingOf(file)
  return wide ? { text: new TextDecoder(wide).decode(file), isSure: true } : decodeSurely(file)
}

/**
 * The octets of a file that comes in pieces, in UTF-8 or its own encoding, each as one character: the lines
 * of a vCard may be broken inside a character, and each property may have a charset of its own.
 * https://www.rfc-editor.org/rfc/rfc6350#section-3.2
 */
export function createOctets(): (piece: Uint8Array, isLast?: boolean) => string {
  let decoder: InstanceType<typeof TextDecoder> | null | undefined
  return function octetsOf(piece, isLast = false) {
    const isFirst = decoder === undefined
    if (decoder === undefined) {
      const wide = wideEncodingOf(piece)
      decoder = wide && new TextDecoder(wide)
    }
    const octets = decoder ? Buffer.from(decoder.decode(piece, { stream: !isLast })) : view(piece)
    const text = octets.toString('latin1')
    return isFirst ? text.replace(/^\u00ef\u00bb\u00bf/, '') : text
  }
}

function view(piece: Uint8Array): Buffer {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
}
