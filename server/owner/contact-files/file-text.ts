/** The characters of a file that somebody's phone or spreadsheet has written. */

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

/** In this encoding, in UTF-8 where none is named, and if it is not that, in the one of old Windows. */
export function decode(octets: Uint8Array, encoding = 'utf-8'): string {
  try {
    const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true })
    decoders.set(encoding, decoder)
    return decoder.decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}

/** The text of a whole file, without a byte order mark. Excel saves "Unicode text" as UTF-16. */
export function textOf(file: string | Uint8Array): string {
  if (typeof file === 'string') return file.replace(/^\ufeff/, '')
  if (file[0] === 0xff && file[1] === 0xfe) return decode(file, 'utf-16le')
  if (file[0] === 0xfe && file[1] === 0xff) return decode(file, 'utf-16be')
  return decode(file)
}

/**
 * The octets of a whole file in UTF-8 or its own encoding, each as one character: the lines of a vCard
 * may be broken inside a character, and each property may have a charset of its own.
 * https://www.rfc-editor.org/rfc/rfc6350#section-3.2
 */
export function octetsOf(file: string | Uint8Array): string {
  const isWide = file[0] === 0xff || file[0] === 0xfe
  const octets = typeof file === 'string' || isWide ? Buffer.from(textOf(file)) : Buffer.from(file)
  return octets.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}
