/** The vocabulary of a call: what is known of it, what can happen to it, what its caller hears. */
import type { Contact } from './contact.ts'
import type { AddOn, Standing } from './standing.ts'
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
  /** Which add-ons of the line say that it is spam; left out where none does. */
  spam?: AddOn[]
}

export const DIAL_OUTCOMES = ['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const
export type DialOutcome = (typeof DIAL_OUTCOMES)[number]

/** What came of ringing the owner: how the dial ended, or that the owner declined it. */
export const TRANSFER_STATUSES = [...DIAL_OUTCOMES, 'declined'] as const
export type TransferStatus = (typeof TRANSFER_STATUSES)[number]

/** What the owner may do about a caller who is on the line. */
export const OWNER_CHOICES = [
  'put through',
  'take a message',
  'call back',
  'turn away',
  'block',
  'say',
] as const
export type OwnerChoice = (typeof OWNER_CHOICES)[number]

/** What happens on the owner's leg of a dial. */
export const OWNER_EVENTS = ['owner.answered', 'owner.accepted', 'owner.declined'] as const

export type CallEvent =
  | ({ type: 'call.arrived' } & Arrival)
  | { type: 'caller.spoke'; text: string }
  | { type: 'caller.silent' }
  /** The caller has cut in: the two are what we said, up to where they heard it and from there. `unheard` is not empty. */
  | { type: 'caller.interrupted'; heard: string; unheard: string }
  | { type: 'dial.ended'; outcome: DialOutcome }
  /** Somebody answers at the owner's, or something: `dial` tells which of the call's dials it was. */
  | { type: 'owner.answered'; dial: number }
  /** Who answered wants to talk, by a key. */
  | { type: 'owner.accepted'; dial: number }
  /** Who answered does not, by another key. */
  | { type: 'owner.declined'; dial: number; wish: DeclineWish }
  /** The owner says what is to become of the caller, from a page or a notice. `words`: only for `say`. */
  | { type: 'owner.decided'; choice: OwnerChoice; words?: string }
  | { type: 'call.ended' }
  /** The line comes back for the answer it was asked to wait for. */
  | { type: 'hold.ended' }
  /** The line could not use our last answer and asks what to do. */
  | { type: 'answer.lost' }

/** Whether the caller is only told goodbye, or may leave a message. */
export type DeclineWish = 'goodbye' | 'message'

export const FINAL_DECISIONS = [
  'transferred',
  'transferred_exception',
  'transferred_owner',
  'transferred_expected',
  'blocked',
  'completed',
  'ended_no_speech',
  'abandoned',
  'failed',
] as const
export type FinalDecision = (typeof FINAL_DECISIONS)[number]

/** Who is announced to the owner, who then says by a key whether to talk. */
export const WHISPERS = ['screened', 'all', 'none'] as const
export type Whisper = (typeof WHISPERS)[number]

/** About whom the owner is asked while the caller waits. */
export const ASK_OWNER = ['never', 'unclear', 'all'] as const
export type AskOwner = (typeof ASK_OWNER)[number]

/** How the owner is rung: with which number of the call's dials, and what came of it so far. */
export interface OwnerDial {
  number: number
  whispered: boolean
  /** How often whoever answered was told who calls. */
  announced: number
  /** What whoever answered said by a key. */
  owner: 'accepted' | DeclineWish | null
}

/** Who is asked for a message: who was rung in vain, besides whoever is turned away and may have one, or nobody. */
export const MESSAGES_FROM = ['missed', 'all', 'none'] as const
export type MessagesFrom = (typeof MESSAGES_FROM)[number]

/** The owner of a number called. */
export interface CalledOwner {
  /** Empty where callers are not told it. */
  name: string
  /** What is spoken to the owner, BCP 47. */
  language: string
}

/** Bounds of a flow, from the settings as the call begins. */
export interface Limits {
  /** How often a caller may be asked on before the concierge ends the call. */
  maxTurns: number
  /** How often in a row silence is met with another question. */
  noSpeechRetries: number
  /** Left out where nobody is announced. */
  whisper?: Whisper
  /** Left out where the owner is never asked. */
  askOwner?: AskOwner
  /** How long a caller may wait for the owner's answer, in seconds. */
  ownerSeconds?: number
  /** Left out of calls that began before anybody was asked. */
  messages?: MessagesFrom
  /** In which a call to its number begins, BCP 47; left out of calls that began before they had one. */
  language?: string
  /** Whose calls these are, where the number called has an owner of its own. */
  owner?: CalledOwner
  /** What else is spoken, as whoever is greeted hears. */
  offers?: string[]
  /** Left out where callers are not told that words are written down. */
  notice?: Notice
  /** Where a life is at risk, in digits; left out where none is known. */
  emergencyNumber?: string
}

/** How callers are told that what they say is written down: in a few words, or with what becomes of it. */
export const NOTICES = ['brief', 'full'] as const
export type Notice = (typeof NOTICES)[number]

export interface CallContext {
  limits: Limits
  /** Null only until `call.arrived`. */
  arrival: Arrival | null
  contact: Contact | null
  /** How the caller is met; null until that is known, and left out of calls that began before. */
  standing?: Standing | null
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
  transferStatus: TransferStatus | null
  /** Null until the owner is rung; left out in calls from before dials were counted. */
  dial?: OwnerDial | null
  /** Whether the caller's latest words ask for a person instead of the concierge. */
  wantsPerson?: boolean
  /** How long the caller has waited for the owner's answer, in steps of `WAIT_STEP_SECONDS`; null: was not asked. */
  waited?: number | null
  /** What the owner has typed, to be said to the caller. */
  ownerWords?: string | null
  /** Whether the caller has yet to hear what the owner has just decided: what they say until then is no reply to it. */
  unheard?: boolean
  /** How often the owner has had something said since the caller's latest answer. */
  told?: number
  /** Where the caller wants to be called back, in digits; left out of calls that began before everybody was asked. */
  callBack?: string | null
  /** How many answers have been heard to the offer of a message. */
  answers?: number
  /** Whether one of them was more than a yes or a no. */
  leftWords?: boolean
  /** What is spoken with the caller, BCP 47; left out of calls that began before they had a language. */
  language?: string
  /** Whether a sentence of the caller's has told it; until then it is what is known of them, or of the number called. */
  languageHeard?: boolean
}

/**
 * What the host must know of a state.
 * `thinking`: a port is being asked, wait; `listening`, `dialing`: the caller, or the dial, has the next word;
 * `message`: words or a number have been left for the owner; `asking`: the owner is asked, and the caller waits.
 */
export type CallTag = 'thinking' | 'listening' | 'dialing' | 'message' | 'asking'
