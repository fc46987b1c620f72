/** What goes out over one socket: the words of one answer after the other, each while it comes, and no word twice. */
import type { Carrier } from './carrier.ts'
import type { Said, Sentence, SessionTongue } from './relay-line.ts'

export interface Speaking {
  /** What the session speaks and hears to begin with. */
  knows(tongue: SessionTongue): void
  /** The words of another answer begin: what comes of those before is let be. */
  begin(): Voice
}

/** The words of one answer, and what is said while it is waited for. */
export interface Voice {
  /** Some of it has been said, and more is to come. */
  readonly isSpeaking: boolean
  /** All that is sure of it by now, the last of it perhaps not whole. Never throws. */
  along(said: Said): void
  /** Only to have somebody wait for it. */
  meanwhile(said: Said): void
  /** All of it: the caller has the next word. What was said of another one in its place is broken off. */
  whole(said: Said): void
  /** None of it comes any more. */
  breakOff(): void
  /** How long it has been spoken, in ms. */
  spokenForMs(): number
}

export function createSpeaking(carrier: Carrier, send: (frame: string) => void): Speaking {
  let current: Voice | null = null
  let tongue: SessionTongue | null = null

  /** Nothing is told where the session does so already. */
  function inTongue(next: SessionTongue | undefined): void {
    if (!next || (tongue?.speaks === next.speaks && tongue.hears === next.hears)) return
    tongue = next
    send(carrier.language(next.speaks, next.hears))
  }

  function begin(): Voice {
    /** Each with a blank behind it, but the last, which may not be whole. */
    let said: readonly Sentence[] = []
    let beganAt: number | null = null

    function continues(words: readonly Sentence[]): boolean {
      const isSame = said.slice(0, -1).every(({ text }, index) => text === words[index]?.text)
      return isSame && (words[said.length - 1]?.text ?? '').startsWith(said.at(-1)?.text ?? '')
    }

    function goOn(words: readonly Sentence[], isWhole: boolean): void {
      const from = Math.max(0, said.length - 1)
      for (const [index, { text, language }] of words.entries()) {
        if (index < from) continue
        const isLast = index === words.length - 1
        const rest = text.slice(said[index]?.text.length ?? 0)
        const token = isLast ? rest : `${rest} `
        if (token && !(isLast && isWhole)) send(carrier.text(token, false, language))
        if (isLast && isWhole) send(carrier.text(token, true, language))
      }
      if (words.length > 0) beganAt ??= performance.now()
      said = words
    }

    const voice: Voice = {
      get isSpeaking() {
        return said.length > 0
      },
      along({ say, tongue: its }) {
        if (voice !== current || say.length === 0 || !continues(say)) return
        inTongue(its)
        goOn(say, false)
      },
      meanwhile({ say, tongue: its }) {
        if (voice !== current || said.length > 0) return
        inTongue(its)
        for (const { text, language } of say) send(carrier.text(`${text} `, false, language))
      },
      whole({ say, tongue: its }) {
        if (voice !== current) return
        if (!continues(say)) voice.breakOff()
        inTongue(its)
        if (say.length === 0) send(carrier.text('', true))
        else goOn(say, true)
      },
      breakOff() {
        if (voice !== current || said.length === 0) return
        send(carrier.text('', true))
        said = []
        beganAt = null
      },
      spokenForMs: () => (beganAt === null ? 0 : performance.now() - beganAt),
    }
    current = voice
    return voice
  }

  return {
    begin,
    knows(known) {
      tongue = { speaks: known.speaks, hears: known.hears }
    },
  }
}
