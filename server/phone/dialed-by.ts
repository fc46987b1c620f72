/** What a `<Dial>` rings and as whom, and how its end is told. */
import { newSid } from './caller.ts'
import type { OwnerLeg } from './owner-leg.ts'
import type { Dialed, DialOutcome } from './phone-call.ts'
import { PhoneError } from './phone-error.ts'
import type { Dial } from './twiml-document.ts'

/** Throws a `PhoneError` where it shows a number that is not among those `allowed`. */
export function dialedBy(
  { number, callerId, timeout, answerOnBridge, whisper }: Dial,
  allowed: readonly string[],
  url: string | undefined,
): Dialed {
  if (callerId !== undefined && !allowed.includes(callerId)) {
    const reason = `The callerId ${callerId} is neither the call's From or To nor a verified number`
    throw new PhoneError(13214, reason, { url })
  }
  return {
    number,
    ...(callerId !== undefined && { callerId }),
    ...(timeout !== undefined && { timeout }),
    answerOnBridge,
    ...(whisper && { announced: true as const }),
  }
}

/** DOCS/voice/twiml/dial#action */
export function dialFields(
  owner: OwnerLeg | null,
  { outcome, seconds, bridged }: { outcome: DialOutcome; seconds: number; bridged: boolean },
): Record<string, string> {
  return {
    DialCallStatus: outcome,
    DialCallSid: owner?.callSid ?? newSid('CA'),
    DialBridged: String(bridged),
    ...(outcome === 'completed' && { DialCallDuration: String(seconds) }),
  }
}
