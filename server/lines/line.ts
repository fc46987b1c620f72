/** What a line is: the way in which calls come in and are answered. */
import type { Answer } from '../calls/incoming.ts'

/**
 * What a line gives besides its events, each of which is an `Incoming` with an identity of its own: a repeat has
 * the same. It gets the answer to each in its own form, in time, whatever happens behind it.
 */
export interface Line {
  name: 'gather' | 'relay'
  /** For so long the carrier waits for more at least before it brings what a caller said; null where it does not tell. */
  pauseMs: number | null
  /** The answer in the form that the line sends. */
  render(answer: Answer): string
  /** For when nothing else can be said, to a caller. */
  apology: string
  /** The same where the owner's leg asks: nobody is put through by it, and nothing said that is meant for a caller. */
  ownerApology: string
  /** How the line tells its peer that it answers so; of HTTP. */
  statusOf(body: string): number
}

/** For so long a caller may be silent where a cue says nothing else. */
export const USUAL_QUIET_SECONDS = 5
