/** Twilio's webhooks, read as events of a call. */
import {
  DIAL_OUTCOMES,
  type Arrival,
  type CallEvent,
  type DialOutcome,
} from '../../../machines/call.ts'
import { readAddOns } from './add-ons.ts'
import { isWithheld, readAttestation, readCaller } from './caller.ts'
import { cleanText, shorten } from '../clean-text.ts'
import type { Form } from './form.ts'

/** More than anybody says within the minute that Twilio listens; the rest is not speech. */
const MOST_CHARACTERS = 8_000

/** Statuses in which a call is over. https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application */
const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

export function readArrival(form: Form): Arrival {
  const from = readAddress(form.From)
  const spam = readAddOns(form.AddOns)
  return {
    callSid: form.CallSid ?? '',
    from,
    caller: readCaller(from),
    withheld: isWithheld(from),
    called: readAddress(form.To),
    forwardedFrom: form.ForwardedFrom ? readAddress(form.ForwardedFrom) : null,
    attestation: readAttestation(form.StirVerstat),
    ...(spam.length > 0 && { spam }),
  }
}

/** A client that does not escape the plus sign of a form sends a blank. */
function readAddress(written = ''): string {
  return shorten(cleanText(written.replace(/^ (?=\d)/, '+')), 128)
}

/** What a Gather brought; without words it brought silence, whether the field is empty or missing. */
export function readSpeech(form: Form): CallEvent {
  const text = shorten(cleanText(form.SpeechResult ?? ''), MOST_CHARACTERS)
  return text ? { type: 'caller.spoke', text } : { type: 'caller.silent' }
}

/** How our Dial ended. An answered leg that was never bridged reached nobody. */
export function readDialOutcome(form: Form): CallEvent {
  return { type: 'dial.ended', outcome: dialOutcome(form) }
}

function dialOutcome({ DialCallStatus: status, DialBridged: bridged }: Form): DialOutcome {
  if (status === 'completed' || status === 'answered')
    return bridged === 'false' ? 'no-answer' : 'completed'
  return DIAL_OUTCOMES.find((known) => known === status) ?? 'failed'
}

/** The end of a call; null for the other things that a status callback can tell. */
export function readStatus(form: Form): CallEvent | null {
  return ENDED.has(form.CallStatus ?? '') ? { type: 'call.ended' } : null
}

/**
 * Why a socket is over: it has left for this document, the caller has hung up, or it broke. Nothing else of what it
 * handed over is read. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#connect-action
 */
export function readSocketEnd(form: Form): CallEvent {
  const over = readStatus(form)
  if (over) return over
  return form.SessionStatus === 'ended' ? { type: 'hold.ended' } : { type: 'answer.lost' }
}

/** The revision that a socket had come to, as it says itself: for telling its ends apart, and nothing else. */
export function readHandOff(form: Form): number | null {
  if (form.SessionStatus !== 'ended' || !form.HandoffData || form.HandoffData.length > 1_000)
    return null
  try {
    const handed = JSON.parse(form.HandoffData) as { call?: unknown; revision?: unknown } | null
    const { call, revision } = handed ?? {}
    const isOne = Number.isInteger(revision) && (revision as number) > 0
    return call === form.CallSid && isOne ? (revision as number) : null
  } catch {
    return null
  }
}

/** Twilio could not fetch or use our last answer. Where that was the one to the dial's end, the dial is over. */
export function readFallback(form: Form): CallEvent {
  if (form.ErrorUrl?.includes('/twilio/transfer-fallback')) return readDialOutcome(form)
  return { type: 'answer.lost' }
}
