/** A call on the phone, as whoever plays the caller and the owner has it in hand. */
import type { Exchange } from './exchange.ts'

export type DialOutcome = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'

export interface Dialed {
  number: string
  callerId?: string
  timeout?: number
  answerOnBridge: boolean
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

export interface PhoneCall {
  readonly callSid: string
  readonly state: 'listening' | 'dialing' | 'ended' | 'rejected'
  /** Every sentence spoken to the caller, in order. */
  readonly heard: string[]
  /** Those since the caller's last act. */
  readonly lastHeard: string[]
  /** The latest `<Dial>`. */
  readonly dialed: Dialed | null
  /** Every webhook in order, with the failed ones; not those of `post` and `repeat`. */
  readonly exchanges: Exchange[]
  /** Every failure, those too that the fallback URL mended or that only a status callback saw. */
  readonly failures: Failure[]
  /** `null` stands for a recognition without `Confidence`, which Twilio does not promise. */
  say(text: string, confidence?: number | null): Promise<void>
  silence(): Promise<void>
  /** `completed` that was not bridged: a voicemail or a refused whisper took the call. */
  dialEnds(outcome: DialOutcome, durationSeconds?: number, bridged?: boolean): Promise<void>
  /** `talkedSeconds`: during a dial, how long the caller had talked to the owner before. */
  hangUp(talkedSeconds?: number): Promise<void>
  /** A raw signed webhook of this call, for late and odd ones; its answer is not obeyed. */
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** Sends the last webhook, answered or not yet, or that of `exchanges[n]` once more, byte for byte. */
  repeat(n?: number): Promise<Response>
}
