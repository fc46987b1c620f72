/** A call on the phone, as whoever plays the caller and the owner has it in hand. */
import type { Exchange } from './exchange.ts'

export type DialOutcome = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'

export interface Dialed {
  number: string
  callerId?: string
  timeout?: number
  answerOnBridge: boolean
  /** Whether whoever answers is told who calls first. */
  announced?: true
}

/** The owner's end of a dial. */
export interface OwnerHandset {
  /** Of its own leg: Twilio takes it for a call too. */
  readonly callSid: string
  /** `asked`: somebody has answered and is told who calls; `talking`: joined with the caller. */
  readonly state: 'ringing' | 'asked' | 'talking' | 'ended'
  /** Every sentence spoken to whoever answered. */
  readonly heard: string[]
  /** Those since the latest key. */
  readonly lastHeard: string[]
  /** The webhooks of this leg, in order. */
  readonly exchanges: Exchange[]
  /** A raw signed webhook of this leg, for late and odd ones; its answer is not obeyed. */
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** Sends the leg's last webhook, or that of `exchanges[n]`, once more. */
  repeat(n?: number): Promise<Response>
}

/** What Twilio would not put up with. */
export interface Failure {
  /** Twilio's own number for it (twilio.com/docs/api/errors); 0 where the limit is the phone's. */
  readonly code: number
  readonly message: string
  /** The webhook that was answered badly, or not at all. */
  readonly url: string | undefined
  /** The HTTP status of the answer, where there was one. */
  readonly status: number | undefined
}

/** What whoever has the account makes of a call from outside. */
export type CallUpdate =
  | { url: string; method?: 'GET' | 'POST' }
  | { twiml: string }
  | { status: 'completed' | 'canceled' }
/** The socket, also for frames that Twilio would not send. */
export interface RelayHandle {
  /** In which language the caller is spoken to, and heard. */
  readonly tongue: { speaks: string; hears: string }
  /** Sent as it is; nothing is waited for. */
  send(frame: string): void
  /** The network loses the socket: what the call is waiting for ends with that. */
  lose(): unknown
}

export interface PhoneCall {
  readonly callSid: string
  readonly state: 'listening' | 'dialing' | 'ended' | 'rejected'
  /** As Twilio has it: `ringing` until something answers. */
  readonly status: string
  /** Every sentence spoken to the caller, in order. */
  readonly heard: string[]
  /** Those since the caller's last act. */
  readonly lastHeard: string[]
  /** The latest `<Dial>`. */
  readonly dialed: Dialed | null
  /** The owner's end of the latest dial. */
  readonly owner: OwnerHandset | null
  /** Every webhook of the caller's leg in order, with the failed ones; not those of `post` and `repeat`. */
  readonly exchanges: Exchange[]
  /** Every failure, those too that the fallback URL mended or that only a status callback saw. */
  readonly failures: Failure[]
  /** The socket that words go over now; null where there is none. */
  readonly relay: RelayHandle | null
  /** The network loses the socket, and Twilio asks how to go on. */
  losesSocket(): Promise<void>
  /** Waits until the server ends the session, and goes on with what it says then. */
  leavesSocket(): Promise<void>
  /** `null` stands for a recognition without `Confidence`, which Twilio does not promise. */
  say(text: string, confidence?: number | null): Promise<void>
  /** The caller has said so much and goes on: told where the server wants to know. */
  saying(text: string): Promise<void>
  silence(): Promise<void>
  /**
   * The caller cuts in once so many words of what is being said have been heard, or of what was said last, and says why
   * then: over a socket only. Not to be waited for before what it cuts in on has begun.
   */
  cutsIn(afterWords: number): Promise<void>
  /** Somebody answers the owner's phone: is told who calls, or where nobody is announced, talks. */
  ownerAnswers(): Promise<void>
  /** Whoever answered presses keys; what the concierge makes of them may end the dial. */
  ownerPresses(keys: string): Promise<void>
  /** Whoever answered says what they like and presses nothing, until the announcement is over. */
  ownerWaits(): Promise<void>
  /** Before answering, it is a refused call; later the dial ends, joined or not. */
  ownerHangsUp(durationSeconds?: number): Promise<void>
  /** A voicemail answers, speaks and never presses. */
  voicemailAnswers(): Promise<void>
  /** A phone that screens calls answers for its owner, who may still press a key: it waits for what is said. */
  screenerAnswers(): Promise<void>
  /** Puts the owner's end where it was: it has answered, and was last told this. */
  ownerResumes(twiml: string): Promise<void>
  /**
   * `completed`: somebody answers and, where the caller is announced, takes the call. `completed` that was not bridged:
   * a voicemail or a refused whisper took it.
   */
  dialEnds(outcome: DialOutcome, durationSeconds?: number, bridged?: boolean): Promise<void>
  /** `talkedSeconds`: during a dial, how long the caller had talked to the owner before. */
  hangUp(talkedSeconds?: number): Promise<void>
  /**
   * Has it leave at once whatever it is doing, as an update over REST does. Rejects with a `PhoneError` (21220)
   * where nobody has answered it yet, or it is over.
   */
  update(to: CallUpdate): Promise<void>
  /** Hears each time that an update has been obeyed. Gives what ends that. */
  onMoved(told: () => void): () => void
  /** A raw signed webhook of this call, for late and odd ones; its answer is not obeyed. */
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** Sends the last webhook, answered or not yet, or that of `exchanges[n]` once more, byte for byte. */
  repeat(n?: number): Promise<Response>
}
