/** Who calls, as far as Twilio's parameters tell. */
import type { Attestation } from '../../../machines/call.ts'
import { isSpelling } from '../../settings/phone-number.ts'

/**
 * What carriers send for a withheld number, spelled on a keypad: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN,
 * UNAVAILABLE. They look like E.164, and would make one person of everyone who withholds a number.
 * https://www.twilio.com/changelog/upcoming-changes-to-withheld-caller-ids-behavior-for-dial-calls
 */
const WITHHELD_DIGITS = new Set([
  '+266696687',
  '+7378742833',
  '+17378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
])

/** https://www.twilio.com/docs/glossary/what-e164: necessary for a number, though not sufficient. */
const E164 = /^\+[1-9]\d{6,14}$/

/** The caller's number in E.164, or null: withheld, SIP, or Twilio's Voice SDK. */
export function readCaller(from: string): string | null {
  return E164.test(from) && !WITHHELD_DIGITS.has(from) ? from : null
}

/** The number if it can be shown on a dial: carriers send some that no network knows. */
export function readCallerId(from: string): string | null {
  const caller = readCaller(from)
  // Twilio shows what it was called with, or nothing: +52 1 … may not become +52 … here.
  return caller && isSpelling(caller) ? caller : null
}

/** Whether the caller chose, or the carrier caused, that we see no number. */
export function isWithheld(from: string): boolean {
  return WITHHELD_DIGITS.has(from) || !/^(\+|\d|sip:|client:)/i.test(from)
}

/**
 * Whole values only: `TN-Validation-Passed-A-Diverted` speaks for the diverting carrier, not for the caller.
 * https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
 */
export function readAttestation(stirVerstat: string | undefined): Attestation {
  const passed = /^TN-Validation-Passed-([ABC])$/.exec(stirVerstat ?? '')
  if (passed) return passed[1]!.toLowerCase() as Attestation
  return stirVerstat?.startsWith('TN-Validation-Failed') ? 'failed' : 'none'
}
