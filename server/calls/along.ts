/** From whoever gives a verdict to the turn that waits for it: its words while they come. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { TellWords } from './ports.ts'

/** Whether the words are being said. `asked`: the question that they answer. */
export type HearWords = (soFar: Verdict, asked: ScreeningInput) => boolean

export interface Along {
  /** A turn of the call hears what it asks for, until what this returns is called. A call has one turn at a time. */
  hear(callSid: string, heard: HearWords): () => void
  /** For a question that is asked now; undefined where nobody hears it. */
  to(asked: ScreeningInput): TellWords | undefined
}

export function createAlong(): Along {
  const hearing = new Map<string, HearWords>()

  return {
    hear(callSid, heard) {
      hearing.set(callSid, heard)
      return () => {
        if (hearing.get(callSid) === heard) hearing.delete(callSid)
      }
    },
    to(asked) {
      const { callSid } = asked
      const heard = hearing.get(callSid)
      // What a later turn waits for is its own.
      return heard && ((soFar) => hearing.get(callSid) === heard && heard(soFar, asked))
    },
  }
}
