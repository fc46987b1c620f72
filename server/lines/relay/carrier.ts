/** What a carrier of streamed words is to this line: frames read and written. Each has a file of its own. */

/** What a carrier tells, in our words. */
export type Told =
  /** The first frame of a socket: which call it is of. */
  | { tells: 'setup'; callSid: string; parameters: Record<string, string> }
  /** What the caller says; not final while they may go on. */
  | { tells: 'speech'; text: string; isFinal: boolean }
  /** The caller has cut in: what they had heard until then of what was being said. */
  | { tells: 'interruption'; heard: string }
  | { tells: 'key'; key: string }
  /** The carrier could not use a frame of ours. */
  | { tells: 'fault'; description: string }

/** Why a frame is let be: for the log, so without anything of what it says. */
export type Unread = 'too long' | 'not JSON' | 'of an unknown type' | 'not as documented'

export type ReadFrame = { told: Told } | { unread: Unread }

export interface Carrier {
  /** Never throws. */
  read(frame: string): ReadFrame
  /** A piece of what is said; `last`: nothing more follows until the caller is heard. `language`: where it is another. */
  text(token: string, last: boolean, language?: string): string
  /** What follows is spoken and heard in these, by the tags that the document has. */
  language(speaks: string, hears: string): string
  /** The carrier leaves the socket, and comes back for a document with this. */
  end(handOff: string): string
}

/** In bytes: ten times what a minute of speech takes. */
export const MOST_FRAME_BYTES = 64 * 1024
