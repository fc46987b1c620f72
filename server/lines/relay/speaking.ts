/** What goes out over one socket: the words of an answer after the other, and of each no word twice. */
import type { Carrier } from './carrier.ts'

export interface Speaking {
  /** The words of another answer begin: what comes of those before is let be. */
  begin(): Voice
}

/** The words of one answer, with all that is said while it is waited for. */
export interface Voice {
  /** All of it. `isLast`: then the caller has the next word. */
  whole(say: readonly string[], isLast: boolean): void
}

export function createSpeaking(carrier: Carrier, send: (frame: string) => void): Speaking {
  let current: Voice | null = null

  function begin(): Voice {
    const voice: Voice = {
      whole(say, isLast) {
        if (voice !== current) return
        // Sentences apart, by a blank behind each but the last.
        for (const sentence of say.slice(0, isLast ? -1 : undefined))
          send(carrier.text(`${sentence} `, false))
        if (isLast) send(carrier.text(say.at(-1) ?? '', true))
      },
    }
    current = voice
    return voice
  }

  return { begin }
}
