/**
 * The owner's leg of a dial, which Twilio takes for a call of its own: its webhooks name ours in a path that we gave
 * and they sign, and Twilio says beside it whose leg it is. https://www.twilio.com/docs/voice/twiml/number#url
 */
import type { CallEvent } from '../../../machines/call.ts'
import type { Form } from './form.ts'

export interface OwnerLeg {
  callSid: string
  event: CallEvent
}

const DIAL = /^[1-9]\d{0,2}$/

/** Null where the leg is of no call, or of another than the path says. */
export function readOwnerLeg(
  { callSid, dial }: { callSid: string; dial: string },
  form: Form,
  eventOf: (form: Form, dial: number) => CallEvent,
): OwnerLeg | null {
  if (!DIAL.test(dial) || form.ParentCallSid !== callSid) return null
  return { callSid, event: eventOf(form, Number(dial)) }
}

export function readAnswered(_form: Form, dial: number): CallEvent {
  return { type: 'owner.answered', dial }
}

/** Whoever presses another key is told once more what there is to press. */
export function readKey({ Digits: digits }: Form, dial: number): CallEvent {
  if (digits === '1') return { type: 'owner.accepted', dial }
  if (digits === '2') return { type: 'owner.declined', dial, wish: 'goodbye' }
  if (digits === '3') return { type: 'owner.declined', dial, wish: 'message' }
  return { type: 'owner.answered', dial }
}
