/** What goes out over one socket: the words of one answer after the other, each while it comes, and no word twice. */
import type { Carrier } from './carrier.ts'
import { heardUntil } from './heard-until.ts'

export interface Speaking {
  /** The words of another answer begin: what comes of those before is let be. */
  begin(): Voice
  /** What was said before anything else, where somebody else said it. */
  follows(text: string): void
  /**
   * The caller has cut in and heard so much. Whatever is being said stops at once, and nothing more comes of it. Gives what
   * was meant, which may not be whole yet.
   */
  cutOff(told: string): CutOff
}

/** What was being said as the caller cut in. */
export interface CutOff {
  /** All of it that there is by now. */
  readonly text: string
  /** So much of it was heard. */
  heard(text: string): void
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
  let current: (Voice & Said) | null = null
  /** The latest answer before the current one of which anything was said. */
  const first = spoken('')
  let before: CutOff = first

  function begin(): Voice {
    if (current?.isSpeaking) before = current
    let isCut = false
    let text: string | null = null
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
        if (token || (isLast && isWhole)) send(carrier.text(token, isLast && isWhole))
      }
      if (words.length > 0) beganAt ??= performance.now()
      said = words
    }

    const voice: Voice & Said = {
      get text() {
        return text ?? said.join(' ')
      },
      heard(part) {
        text = part
      },
      stop() {
        if (!isCut && text === null) send(carrier.text('', true))
        isCut = true
      },
      get isSpeaking() {
        return said.length > 0
      },
      along(words) {
        if (voice !== current || isCut || words.length === 0) return
        if (continues(words)) goOn(words, false)
      },
      meanwhile(say) {
        if (voice !== current || said.length > 0) return
        for (const sentence of say) send(carrier.text(`${sentence} `, false))
      },
      whole(say) {
        if (voice !== current) return
        text = say.join(' ')
        if (isCut) return
        if (!continues(say)) voice.breakOff()
        if (say.length === 0) send(carrier.text('', true))
        else goOn(say, true)
      },
      breakOff() {
        if (voice !== current || said.length === 0 || isCut) return
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
    follows: (text) => first.heard(text),
    cutOff(told) {
      const isCurrent = current?.isSpeaking && heardUntil(current.text, told) !== null
      if (!current || !isCurrent) return before
      current.stop()
      return current
    },
  }
}

interface Said extends CutOff {
  /** Nothing more is said of it. */
  stop(): void
}

function spoken(text: string): CutOff {
  return {
    get text() {
      return text
    },
    heard(part) {
      text = part
    },
  }
}
