/** Who calls, as far as Twilio's parameters tell. */
import type { Attestation } from '../../../machines/call.ts'
import { callingNumber, WITHHELD_DIGITS } from '../../settings/calling-number.ts'
import { isSpelling } from '../../settings/phone-number.ts'

/** The caller's number in E.164, or null: withheld, SIP, or Twilio's Voice SDK. */
export const readCaller = callingNumber

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
