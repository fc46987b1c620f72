/** What screening decides of a call: of what kind it is, and what becomes of it. */
import type { Tried } from './screener-failure.ts'

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

/** Whoever calls for these has nothing to say that the owner wants to hear. */
const UNWANTED = new Set<CallKind>(['sales', 'scam', 'survey', 'wrong_number'])

/** Whether somebody who calls for this, and is turned away, may have a message. */
export function mayHaveMessage(kind: CallKind): boolean {
  return !UNWANTED.has(kind)
}

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
  /** Whether its words were said while the rest of it was still arriving: the reply begins with them. */
  begun?: true
  /** From the question to the complete answer. */
  modelMs?: number
  /** From the question to the first word of the answer, where it came word by word. */
  firstTokenMs?: number
  /** From the question to the word that carries the decision. */
  decidedMs?: number
  /** Digest of what the AI was told. */
  promptVersion?: string
  /** What came of asking before the caller had finished; left out where nothing was asked ahead. */
  ahead?: AskedAhead
  /** Who was asked before and gave no verdict, and why. */
  tried?: Tried[]
}

export interface AskedAhead {
  /** So much earlier this verdict was asked for than its words were final; left out where it was not asked ahead. */
  savedMs?: number
  /** How many questions were begun on words that changed, or came to nothing; left out where none was. */
  inVain?: number
}
