/**
 * The words of an answer that is still arriving, as far as they are sure: said to a caller, none can be taken back. Only an
 * answer that leads with its command is read so, and only up to the first mark that is none of plain speech.
 */
import type { Verdict } from '../../machines/verdict.ts'
import { commandsIn, decisive } from './commands.ts'
import { plainSpeech } from './plain-speech.ts'
import { firstPromise, promiseMayBegin } from './promises.ts'

export type SoFar = Pick<Verdict, 'decision' | 'kind' | 'reply'>

export interface WordsSoFar {
  /** Of all that has arrived; null where nothing is sure yet. What it gives only ever gets longer. */
  in(answer: string): SoFar | null
}

/** A question or an end, closed, before everything else: nothing that follows changes it. */
const LED = /^\s*[{｛][\s*_`]{0,8}(?:ask|end)[^{}｛｝]{0,60}[}｝]\s*/i

const LETTER = String.raw`[[\p{L}\p{M}\p{N}]--[\p{Extended_Pictographic}\u20e3]]`
const WORD = String.raw`[¿¡]?${LETTER}+(?:['’\-]${LETTER}+)*[.,;:!?…]{0,3}`
/** What plain speech takes nothing of and puts nothing into: words, each with the blank behind it. */
const SURE = new RegExp(String.raw`^(?=[¿¡]?\p{L})(?:${WORD} +|[–—\-] +)*`, 'v')

/** Whose words they are may stand before them, which a colon tells: of such an answer nothing is sure. */
const LABEL =
  /^(?:\W{1,3}(?:ai )?\w*\W{0,3}|\W{0,3}(?:ai \w*|(?:(?:ai )?(?:concierge|assistant|receptionist)|reply|response|answer|caller|user|human)(?:\W{0,3}|\W{0,3}:.*)))$/is

/** Far from where plain speech is cut off. */
const MOST_CHARACTERS = 300
const NO_WORD_AT_END = /[^\p{L}\p{M}\p{N}]+$/u

export function createWordsSoFar(): WordsSoFar {
  let lead: (Pick<SoFar, 'decision' | 'kind'> & { to: number }) | null = null
  let reply = ''

  function leadOf(answer: string): typeof lead {
    const head = LED.exec(answer)?.[0]
    const command = head && decisive(commandsIn(head, true))
    if (!command || command.decision === 'transfer') return null
    return { decision: command.decision, kind: command.kind ?? 'other', to: head.length }
  }

  return {
    in(answer) {
      lead ??= leadOf(answer)
      if (!lead) return null
      const { to, ...verdict } = lead
      const words = answer
        .slice(to)
        .trimStart()
        .slice(0, 2 * MOST_CHARACTERS)
      if (!LABEL.test(words)) {
        const sure = sureIn(words)
        if (sure.length > reply.length && sure.length <= MOST_CHARACTERS) reply = sure
      }
      return reply ? { ...verdict, reply } : null
    },
  }
}

/** Without an end of a sentence: whether it stays there, only the next word tells. */
function sureIn(words: string): string {
  const sure = SURE.exec(words)?.[0]
  if (!sure) return ''
  const plain = plainSpeech(sure).replace(NO_WORD_AT_END, '')
  const promised = firstPromise(plain)
  const kept = promised === null ? promiseMayBegin(plain) : promised
  return kept === null ? plain : plain.slice(0, kept).replace(NO_WORD_AT_END, '')
}
