/** What goes out over one socket: the words of an answer after the other, and of each no word twice. */
import type { Carrier } from './carrier.ts'
import type { Sentence, SessionTongue } from './relay-line.ts'

export interface Speaking {
  /** What the session speaks and hears from here on; nothing is told where that is what it does. */
  inTongue(tongue: SessionTongue): void
  /** The words of another answer begin: what comes of those before is let be. */
  begin(): Voice
}

/** The words of one answer, with all that is said while it is waited for. */
export interface Voice {
  /** All of it. `isLast`: then the caller has the next word. */
  whole(say: readonly Sentence[], isLast: boolean): void
  /** When its first word left, as `performance.now()` has it; null while none has. */
  saidAt(): number | null
}

/** What the session begins with is told by `knows`, which changes nothing. */
export function createSpeaking(
  carrier: Carrier,
  send: (frame: string) => void,
): Speaking & { knows(tongue: SessionTongue): void } {
  let tongue: SessionTongue | null = null
  let current: Voice | null = null

  function begin(): Voice {
    let saidAt: number | null = null

    function tell(token: string, isLast: boolean, language?: string): void {
      if (token) saidAt ??= performance.now()
      send(carrier.text(token, isLast, language))
    }

    const voice: Voice = {
      saidAt: () => saidAt,
      whole(say, isLast) {
        if (voice !== current) return
        // Sentences apart, by a blank behind each but the last.
        for (const { text, language } of say.slice(0, isLast ? -1 : undefined))
          tell(`${text} `, false, language)
        const last = say.at(-1)
        if (isLast) tell(last?.text ?? '', true, last?.language)
      },
    }
    current = voice
    return voice
  }

  return {
    begin,
    knows(known) {
      tongue = known
    },
    inTongue({ speaks, hears }) {
      if (tongue?.speaks === speaks && tongue.hears === hears) return
      tongue = { speaks, hears }
      send(carrier.language(speaks, hears))
    },
  }
}
