/** Telephone numbers, read the way people and carriers write them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** E.164, or null where it is no number that could be dialled. Without a country it must begin with +. */
export function readPhoneNumber(written: string): string | null {
  const number = parsePhoneNumberFromString(written)
  return number?.isPossible() ? number.number : null
}
