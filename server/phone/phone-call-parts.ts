/** What a call on the phone is made with, and where it rests. */
import type { Caller } from './caller.ts'
import type { PhoneCall } from './phone-call.ts'
import type { RelayActsDeps } from './relay-acts.ts'
import type { Connect, Dial, Gather, Verb } from './twiml-document.ts'
import type { Transport } from './transport.ts'
import type { ComposeWebhook } from './webhook-request.ts'

export interface PhoneCallDeps extends Pick<RelayActsDeps, 'openSocket' | 'hums'> {
  caller: Caller
  accountSid: string
  voiceUrl: string
  fallbackUrl: string | undefined
  statusUrl: string | undefined
  verifiedNumbers: readonly string[]
  compose: ComposeWebhook
  transport: Transport
  wait: (seconds: number) => Promise<void>
  quiet: (callSid: string) => Promise<void>
  /** Hears of its end. */
  onEnd(): void
}

/** Where the call rests: at this verb of the document at `url`, with these to go on with. */
export type Resting = Gather | Dial | Connect
export type Waiting<V extends Resting = Resting> = { verb: V; next: Verb[]; url: string }

/** A call that is to begin, or to go on from a document. */
export interface NewPhoneCall extends PhoneCall {
  ring(): Promise<void>
  resume(twiml: string): Promise<void>
}
