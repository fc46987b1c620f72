/** What a call asks of the world. A flow only names these questions; the server answers them. */
import { fromPromise } from 'xstate'
import type { Arrival, Attestation, Utterance } from './call.ts'

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
  /** From the question to the complete answer. */
  modelMs?: number
  /** From the question to the first word of the answer, where it came word by word. */
  firstTokenMs?: number
  /** From the question to the word that carries the decision. */
  decidedMs?: number
  /** Digest of what the AI was told. */
  promptVersion?: string
  /** Who was asked before and gave no verdict, and why. */
  tried?: { screener: string; error: string }[]
}

/** What a screener is told. Neither the caller's number nor the owner's is among it. */
export interface ScreeningInput {
  /** Tells the questions of different calls apart; no model is told. */
  callSid: string
  /** Everything said so far on both sides, oldest first; the last is the caller's. */
  said: Utterance[]
  withheld: boolean
  attestation: Attestation
}

function unanswered(port: string): Promise<never> {
  return Promise.reject(new Error(`The port ${port} has not been provided`))
}

/** Placeholders that reject until the server provides the real ones. */
export const ports = {
  /** Is this call our own dial to the owner coming back, because the owner's phone forwards to us? */
  findOpenDial: fromPromise<boolean, Arrival>(() => unanswered('findOpenDial')),
  lookUpContact: fromPromise<Contact | null, Arrival>(() => unanswered('lookUpContact')),
  screen: fromPromise<Verdict, ScreeningInput>(() => unanswered('screen')),
}

export type PortName = keyof typeof ports
