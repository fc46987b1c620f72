/** What a line brings to a call: an event with an identity, and a way to answer it. */
import type { CallEvent } from '../../machines/call.ts'
import type { Cue } from '../../machines/cue.ts'
import type { EventIdentity } from '../../storage/calls/event-identity.ts'
import { PLAYED } from '../../storage/played.ts'
import type { CallRow } from '../../storage/schema.ts'

export interface Incoming {
  callSid: string
  /** Of the request that brought it, for the log. */
  requestId: string
  /** Whether the owner only plays the call, on the console. */
  simulated: boolean
  /** Whether the phone that it came from says that a call which begins with it is only played. */
  isPlayed?: boolean
  event: CallEvent
  /** The revision whose answer it replies to, where the line tells. */
  replyTo: number | null
  identity: EventIdentity
  /** Begins the call where it is not known; null for an event that begins none. */
  arrival: ArrivalEvent | null
  /** Where nobody told of the call's end: when it was last heard of, which is taken for its end. */
  silentSince?: string
  /** The answer in the form that the line sends. */
  render(answer: Answer): string
  /**
   * Whether the line speaks an answer with this cue itself; left out where it always does. What it does not is heard when
   * it comes back for it, by an event of its own.
   */
  says?(cue: Cue): boolean
  /**
   * Says the words of the answer while they come: each time all that are sure by then, the last of them perhaps not whole.
   * The answer begins with them, unless something else of the call comes first. Left out where a line cannot.
   */
  speakAlong?(coming: Coming): void
  /** Of a line that tells more exactly than by when the event came here, and when its answer was ready. */
  firstWord?: FirstWord
}

/** How a call that begins with it came about: one of `PLAYED`. */
export function playedBy({ simulated, isPlayed = false }: Incoming): CallRow['simulated'] {
  if (simulated) return PLAYED.onConsole
  return isPlayed ? PLAYED.overHttp : PLAYED.not
}

/** Both as `performance.now()` has them. */
export interface FirstWord {
  /** When the caller's words were here. */
  heardAt: number
  /** When the first word of the answer left; null while none has. */
  saidAt(): number | null
}

export type ArrivalEvent = CallEvent & { type: 'call.arrived' }

/** What is answered to an event, as far as it is known before its end. */
export type Coming = Omit<Answer, 'revision'>

/** What is answered to an event. */
export interface Answer {
  cue: Cue
  /** The cue's lines, in words, one by one. */
  words: string[]
  /** What is spoken with the caller, BCP 47; left out or null for that of the line's settings. */
  language?: string | null
  /** Whether the caller's words have told it: until then they may answer in any of ours. */
  languageHeard?: boolean
  /** Whether it answers a silence, or that an answer was lost: whatever speech is heard with may have failed. */
  isRetry?: boolean
  /** The revision that this answer brings: a reply names it, and so a late one is known. */
  revision: number
  call: Pick<CallRow, 'call_sid' | 'caller_id' | 'called'>
}
