/** The number that somebody calls from, where it is one. */

/**
 * What carriers send for a withheld number, spelled on a keypad: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN,
 * UNAVAILABLE. They look like E.164, and would make one person of everyone who withholds a number.
 * https://www.twilio.com/changelog/upcoming-changes-to-withheld-caller-ids-behavior-for-dial-calls
 */
export const WITHHELD_DIGITS = new Set([
  '+266696687',
  '+7378742833',
  '+17378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
])

/** https://www.twilio.com/docs/glossary/what-e164: necessary for a number, though not sufficient. */
const E164 = /^\+[1-9]\d{6,14}$/

/** In E.164; null of a withheld one, of SIP and of words. */
export function callingNumber(from: string): string | null {
  return E164.test(from) && !WITHHELD_DIGITS.has(from) ? from : null
}
