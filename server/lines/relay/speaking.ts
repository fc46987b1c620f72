/** What goes out over one socket: the words of one answer after the other, each while it comes, and no word twice. */
import type { Carrier } from './carrier.ts'
import { heardUntil } from './heard-until.ts'
import type { Said, Sentence, SessionTongue } from './relay-line.ts'

export interface Speaking {
  /** What the session speaks and hears to begin with. */
  knows(tongue: SessionTongue): void
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
  along(said: Said): void
  /** Only to have somebody wait for it. */
  meanwhile(said: Said): void
  /** All of it: the caller has the next word. What was said of another one in its place is broken off. */
  whole(said: Said): void
  /** None of it comes any more. */
  breakOff(): void
  /** How long it has been spoken, in ms; for ever where the caller has cut in. */
  spokenForMs(): number
  /** When its first word left, as `performance.now()` has it; null while none has. */
  saidAt(): number | null
}

export function createSpeaking(carrier: Carrier, send: (frame: string) => void): Speaking {
  let current: (Voice & Stoppable) | null = null
  /** The latest answer before the current one of which anything was said. */
  const first = spoken('')
  let before: CutOff = first
  let tongue: SessionTongue | null = null

  /** Nothing is told where the session does so already. */
  function inTongue(next: SessionTongue | undefined): void {
    if (!next || (tongue?.speaks === next.speaks && tongue.hears === next.hears)) return
    tongue = next
    send(carrier.language(next.speaks, next.hears))
  }

  function begin(): Voice {
    if (current?.isSpeaking) before = current
    let isCut = false
    /** All of it, as soon as there is all; then what was heard of it. */
    let meant: string | null = null
    /** Each with a blank behind it, but the last, which may not be whole. */
    let said: readonly Sentence[] = []
    let beganAt: number | null = null
    let saidAt: number | null = null

    function tell(token: string, isLast: boolean, language?: string): void {
      if (token) saidAt ??= performance.now()
      send(carrier.text(token, isLast, language))
    }

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
        if (token || (isLast && isWhole)) tell(token, isLast && isWhole, language)
      }
      if (words.length > 0) beganAt ??= performance.now()
      said = words
    }

    const voice: Voice & Stoppable = {
      get text() {
        return meant ?? textOf(said)
      },
      heard(part) {
        meant = part
      },
      stop() {
        if (!isCut && meant === null) tell('', true)
        isCut = true
      },
      saidAt: () => saidAt,
      get isSpeaking() {
        return said.length > 0
      },
      along({ say, tongue: its }) {
        if (voice !== current || isCut || say.length === 0 || !continues(say)) return
        inTongue(its)
        goOn(say, false)
      },
      meanwhile({ say, tongue: its }) {
        if (voice !== current || said.length > 0) return
        inTongue(its)
        for (const { text, language } of say) tell(`${text} `, false, language)
      },
      whole({ say, tongue: its }) {
        if (voice !== current) return
        meant = textOf(say)
        if (isCut) return
        if (!continues(say)) voice.breakOff()
        inTongue(its)
        if (say.length === 0) tell('', true)
        else goOn(say, true)
      },
      breakOff() {
        if (voice !== current || said.length === 0 || isCut) return
        tell('', true)
        said = []
        beganAt = null
      },
      spokenForMs() {
        if (isCut) return Infinity
        return beganAt === null ? 0 : performance.now() - beganAt
      },
    }
    current = voice
    return voice
  }

  return {
    begin,
    knows(known) {
      tongue = { speaks: known.speaks, hears: known.hears }
    },
    follows: (text) => first.heard(text),
    cutOff(told) {
      const isCurrent = current?.isSpeaking && heardUntil(current.text, told) !== null
      if (!current || !isCurrent) return before
      current.stop()
      return current
    },
  }
}

interface Stoppable extends CutOff {
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

function textOf(said: readonly Sentence[]): string {
  return said.map(({ text }) => text).join(' ')
}
