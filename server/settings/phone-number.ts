/** Telephone numbers, read the way people and carriers write them. */
import { createRequire } from 'node:module'
import type * as LibPhoneNumber from 'libphonenumber-js/min'

/** Its tables take 40 ms and 5 MB: loaded with the first number, not at start. */
let library: typeof LibPhoneNumber | undefined

function numbering(): typeof LibPhoneNumber {
  library ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof library
  return library!
}

/** More than this is no number, however it is written; the library draws the same line. */
const LONGEST = 250

/**
 * E.164, or null where it is no number that could be dialled. Without a country (ISO 3166, like US) it
 * must begin with + or 00. An extension is left out: Twilio names a caller without one.
 */
export function readPhoneNumber(written: string, defaultCountry?: string): string | null {
  if (written.length > LONGEST) return null
  const plain = inPlainDigits(written)
  // Some countries dial more than 00 for abroad, Australia 0011: those are the library's to know.
  const abroad = plain.replace(/^\(?\s*0\s*0(?=[\s).-]*[1-9])/, '+')
  return parse(abroad, defaultCountry) ?? (abroad === plain ? null : parse(plain, defaultCountry))
}

/** Whether this is the code of a country with telephone numbers, in capitals: US, GB, DE … */
export function isCountry(code: string): boolean {
  return numbering().isSupportedCountry(code)
}

function parse(written: string, country?: string): string | null {
  const number = numbering().parsePhoneNumberFromString(
    written,
    country as LibPhoneNumber.CountryCode | undefined,
  )
  return number?.isPossible() ? number.number : null
}

/** Without what address books, browsers and keyboards leave around and in place of plain characters. */
function inPlainDigits(written: string): string {
  return (
    percentDecoded(written)
      // Full-width characters and the many kinds of blank: https://unicode.org/reports/tr15/
      .normalize('NFKC')
      // Contacts on iOS and macOS come with U+202A … U+202C around the number.
      .replace(/\p{Cf}/gu, '')
      .replace(/\p{Cc}/gu, ' ')
      // Arabic and Persian digits: the library reads them, but not in a leading 00.
      .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
      .trim()
      // A pause to dial on after, as phones keep it. https://www.rfc-editor.org/rfc/rfc3966 knows ;ext=
      // and ;phone-context=, which the library reads.
      .replace(/;\s*(?:postd=|[\d*#]).*$/s, '')
  )
}

function percentDecoded(written: string): string {
  if (!/%[0-9a-f]{2}/i.test(written)) return written
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
