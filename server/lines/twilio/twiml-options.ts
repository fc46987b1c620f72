/** What documents are written with. */
import type { OwnTongue } from '../../settings/speech/tongue.ts'
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
  /** Words to listen for, by the language of the call and the number called; none where left out. */
  hints?: (language: string, called: string) => Hints
  /** E.164 */
  ownerNumber: string
  /** Whose call one to a number is; left out where all are the same owner's. */
  houseOf?: (called: string) => HouseOptions
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

/** Of the owner of the number called: whose phone rings, and what is spoken there. */
export interface HouseOptions extends OwnTongue {
  /** The number called, E.164; null where it has no owner of its own. */
  number: string | null
  /** E.164 */
  ownerNumber: string
}

export interface RelayOptions {
  /** Of the number called. */
  isFor(called: string): boolean
  /** Where sockets come to, with `wss://` and any path that a proxy has. */
  socketUrl: string
  /** What a socket shows for being of the call. */
  nonceOf(callSid: string, revision: number): string
}
