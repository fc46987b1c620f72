/** Telephone numbers, read the way people and carriers write them. */
import { createRequire } from 'node:module'
import type * as LibPhoneNumber from 'libphonenumber-js/min'

/** Its tables take 40 ms and 5 MB: loaded with the first number, not at start. */
let library: typeof LibPhoneNumber | undefined

/** E.164, or null where it is no number that could be dialled. Without a country it must begin with +. */
export function readPhoneNumber(written: string): string | null {
  library ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof library
  const number = library!.parsePhoneNumberFromString(written)
  return number?.isPossible() ? number.number : null
}
