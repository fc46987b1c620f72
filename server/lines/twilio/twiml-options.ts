/** What documents are written with. */
import type { Hints } from './hints.ts'

export interface TwimlOptions {
  /** Path that the server is mounted at behind a proxy; empty where it has the host to itself. */
  basePath: string
  /** Of the owner, and of calls that have no language of their own. */
  language: string
  /** Of that language; null leaves the choice to Twilio. */
  voice: string | null
  /** What speech is heard with; left out: what goes with each language; null: Twilio chooses. */
  speechModel?: string | null
  /** Words to listen for, in the language of the call; none where left out. */
  hints?: (language: string) => Hints
  /** E.164 */
  ownerNumber: string
  /** E.164; null where we have none: then the number called stands in. */
  twilioNumber: string | null
  dialTimeoutSeconds: number
  /** Where words are streamed; left out where they are for no call. */
  relay?: RelayOptions | undefined
  /** Whether what callers have said so far is to be told. */
  partials?: boolean
  /** Whether a call that is heard by `<Gather>` now stays so: its socket did not work. */
  staysPlain?: boolean
}

export interface RelayOptions {
  /** Of the number called. */
  isFor(called: string): boolean
  /** Where sockets come to, with `wss://` and any path that a proxy has. */
  socketUrl: string
  /** What a socket shows for being of the call. */
  nonceOf(callSid: string, revision: number): string
}
