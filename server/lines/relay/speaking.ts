/** What goes out over one socket: the words of one answer after the other, each while it comes, and no word twice. */
import type { Carrier } from './carrier.ts'

export interface Speaking {
  /** The words of another answer begin: what comes of those before is let be. */
  begin(): Voice
}

/** The words of one answer, and what is said while it is waited for. */
export interface Voice {
  /** Some of it has been said, and more is to come. */
  readonly isSpeaking: boolean
  /** All that is sure of it by now, the last of it perhaps not whole. Never throws. */
  along(words: readonly string[]): void
  /** Only to have somebody wait for it. */
  meanwhile(say: readonly string[]): void
  /** All of it: the caller has the next word. What was said of another one in its place is broken off. */
  whole(say: readonly string[]): void
  /** None of it comes any more. */
  breakOff(): void
  /** How long it has been spoken, in ms. */
  spokenForMs(): number
}

export function createSpeaking(carrier: Carrier, send: (frame: string) => void): Speaking {
  let current: Voice | null = null

  function begin(): Voice {
    /** Each with a blank behind it, but the last, which may not be whole. */
    let said: readonly string[] = []
    let beganAt: number | null = null

    function continues(words: readonly string[]): boolean {
      const isSame = said.slice(0, -1).every((sentence, index) => sentence === words[index])
      return isSame && (words[said.length - 1] ?? '').startsWith(said.at(-1) ?? '')
    }

    function goOn(words: readonly string[], isWhole: boolean): void {
      const from = Math.max(0, said.length - 1)
      for (const [index, sentence] of words.entries()) {
        if (index < from) continue
        const isLast = index === words.length - 1
        const rest = sentence.slice(said[index]?.length ?? 0)
        const token = isLast ? rest : `${rest} `
        if (token && !(isLast && isWhole)) send(carrier.text(token, false))
        if (isLast && isWhole) send(carrier.text(token, true))
      }
      if (words.length > 0) beganAt ??= performance.now()
      said = words
    }

    const voice: Voice = {
      get isSpeaking() {
        return said.length > 0
      },
      along(words) {
        if (voice === current && words.length > 0 && continues(words)) goOn(words, false)
      },
      meanwhile(say) {
        if (voice !== current || said.length > 0) return
        for (const sentence of say) send(carrier.text(`${sentence} `, false))
      },
      whole(say) {
        if (voice !== current) return
        if (!continues(say)) voice.breakOff()
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

  return { begin }
}
