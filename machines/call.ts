/** The vocabulary of a call: what is known of it, what can happen to it, what its caller hears. */
import type { Contact } from './contact.ts'
import type { Verdict } from './verdict.ts'

export interface Utterance {
  speaker: 'caller' | 'concierge'
  text: string
}

/**
 * How far the caller's carrier vouches for the number.
 * https://www.rfc-editor.org/rfc/rfc8588
 */
export type Attestation = 'a' | 'b' | 'c' | 'failed' | 'none'

/** What the line tells of a call that comes in. */
export interface Arrival {
  callSid: string
  /** As the line has it: E.164, or a word such as `anonymous`. */
  from: string
  /** E.164 if `from` is a real number, else null: withheld, SIP, Voice SDK. */
  caller: string | null
  withheld: boolean
  called: string
  forwardedFrom: string | null
  attestation: Attestation
}

export const DIAL_OUTCOMES = ['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const
export type DialOutcome = (typeof DIAL_OUTCOMES)[number]

export type CallEvent =
  | ({ type: 'call.arrived' } & Arrival)
  | { type: 'caller.spoke'; text: string }
  | { type: 'caller.silent' }
  | { type: 'dial.ended'; outcome: DialOutcome }
  | { type: 'call.ended' }
  /** The line comes back for the answer it was asked to wait for. */
  | { type: 'hold.ended' }
  /** The line could not use our last answer and asks what to do. */
  | { type: 'answer.lost' }

export const FINAL_DECISIONS = [
  'transferred',
  'transferred_exception',
  'completed',
  'ended_no_speech',
  'abandoned',
  'failed',
] as const
export type FinalDecision = (typeof FINAL_DECISIONS)[number]

/** Who is asked for a message: who was rung in vain, besides whoever is turned away and may have one, or nobody. */
export const MESSAGES_FROM = ['missed', 'all', 'none'] as const
export type MessagesFrom = (typeof MESSAGES_FROM)[number]

/** Bounds of a flow, from the settings as the call begins. */
export interface Limits {
  /** How often a caller may be asked on before the concierge ends the call. */
  maxTurns: number
  /** How often in a row silence is met with another question. */
  noSpeechRetries: number
  /** Left out of calls that began before anybody was asked. */
  messages?: MessagesFrom
}

export interface CallContext {
  limits: Limits
  /** Null only until `call.arrived`. */
  arrival: Arrival | null
  contact: Contact | null
  /** What the caller said and what was replied, oldest first; fixed sentences are left out. */
  said: Utterance[]
  /** How often the caller has been asked on. */
  asked: number
  /** How often in a row the caller has said nothing. */
  silences: number
  /** How often, since the caller last spoke, we have asked for a moment's patience. */
  holds: number
  verdict: Verdict | null
  decision: FinalDecision | null
  transferStatus: DialOutcome | null
  /** Where the caller wants to be called back, in digits; left out of calls that began before everybody was asked. */
  callBack?: string | null
  /** How many answers have been heard to the offer of a message. */
  answers?: number
  /** Whether one of them was more than a yes or a no. */
  leftWords?: boolean
}

/**
 * What the host must know of a state.
 * `thinking`: a port is being asked, wait; `listening`, `dialing`: the caller, or the dial, has the next word;
 * `message`: words or a number have been left for the owner.
 */
export type CallTag = 'thinking' | 'listening' | 'dialing' | 'message'
