/** What a call asks of the world. A flow only names these questions; the server answers them. */
import { fromPromise } from 'xstate'
import type { Attestation, Utterance } from './call.ts'

/** An entry of the exception list: passes without screening. */
export interface Contact {
  /** E.164 */
  phoneNumber: string
  name: string
  category: string
}

export const CALL_KINDS = [
  'family',
  'friend',
  'business',
  'medical',
  'emergency',
  'delivery',
  'sales',
  'scam',
  'survey',
  'wrong_number',
  'other',
] as const

export type CallKind = (typeof CALL_KINDS)[number]

/** What screening decides, and the sentence to say with it. */
export interface Verdict {
  decision: 'transfer' | 'end' | 'ask'
  kind: CallKind
  /** Spoken to the caller as it stands. */
  reply: string
  /** Which screener gave the verdict: `offline`, `azure`, … */
  screener: string
  /** Why, in words for the owner and the journal; never spoken. */
  reasons: string[]
}

/** What a screener is told. Neither the caller's number nor the owner's is among it. */
export interface ScreeningInput {
  /** Everything said so far on both sides, oldest first; the last is the caller's. */
  said: Utterance[]
  withheld: boolean
  attestation: Attestation
}

export interface LookUpInput {
  /** E.164, or null where the number is withheld or not a number. */
  caller: string | null
}

export interface OpenDialInput {
  callSid: string
  /** As Twilio sent it: a number or a word such as `anonymous`. */
  from: string
  called: string
  forwardedFrom: string | null
}

function unanswered(port: string): Promise<never> {
  return Promise.reject(new Error(`The port ${port} has not been provided`))
}

/** Placeholders that reject until the server provides the real ones. */
export const ports = {
  /** Is this call our own dial to the owner coming back, because the owner's phone forwards to us? */
  findOpenDial: fromPromise<boolean, OpenDialInput>(() => unanswered('findOpenDial')),
  lookUpContact: fromPromise<Contact | null, LookUpInput>(() => unanswered('lookUpContact')),
  screen: fromPromise<Verdict, ScreeningInput>(() => unanswered('screen')),
}

export type PortName = keyof typeof ports
