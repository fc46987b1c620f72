/** The model's answer, read as a verdict while it still arrives. */
import type { CallKind, Verdict } from '../../machines/verdict.ts'
import { commandsIn, decisive, endOfThought, withoutThought, type Command } from './commands.ts'
import { plainSpeech } from './plain-speech.ts'
import { firstPromise } from './promises.ts'
import { createWordsSoFar } from './words-so-far.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

/** `reply` is empty where the model said nothing that can be spoken: say a fixed sentence instead. */
export type ReadVerdict = Pick<Verdict, 'decision' | 'kind' | 'reply'>

export interface VerdictReader {
  /**
   * Known as soon as the command's name has arrived, else null. It may still fall from `transfer`
   * to something else, never rise to it: act on a transfer only after `finish`.
   */
  readonly decision: Verdict['decision'] | null
  /** What may be said already, as long as the answer is no longer than a verdict; null where nothing may. */
  readonly soFar: ReadVerdict | null
  /** Longer than any verdict: what comes yet changes nothing. */
  readonly isFull: boolean
  /** Takes the next piece of the answer. */
  push(delta: string): void
  /** The verdict on the complete answer. Throws `UnreadableAnswerError`. */
  finish(): ReadVerdict
}

/** An answer that is no verdict: the next screener is to be asked. */
export class UnreadableAnswerError extends ConciergeError {
  readonly code = 'UNREADABLE_ANSWER'
  readonly disposition = 'carry on'
  readonly reason: 'empty' | 'refused' | 'unreadable'

  constructor(reason: UnreadableAnswerError['reason']) {
    super(`The model's answer is ${reason}: it gives no command and no sentence to go by`)
    this.reason = reason
  }
}

/** Ten times what was asked for; nobody waits for the end of more. */
const MOST_CHARACTERS = 2_000
/** Up to here a look is taken with every piece, later ever more seldom. */
const OFTEN = 200
/** With what a model thinks before, where it thinks in its answer. */
const MOST_WITH_THOUGHT = 100_000

const MACHINE_TEXT = /^\s*(?:```[a-z]*\s*)?(?:[{[]|<(?:!|\?|html))/i
/** A transfer in marks that a caller's words may reach the model in, or half of one. */
const DICTATED = /^[\s\p{P}\p{S}]*(?:\(\s*[Tt]ransfer\b|TRANSFER(?:$|[^\p{L}]))/u
// What models say when they will not play the part; whom they refuse, another screener can judge.
const REFUSAL =
  /\b(?:can(?:no|['’])?t|unable to|not able to|won['’]t) (?:help|assist|comply|engage|fulfill?|process|provide|continue|respond|discuss|support)|\bas an ai (?:language )?model|\b(?:no puedo|ich kann|je ne peux pas)\b.{0,30}\b(?:ayudar|helfen|aider)|无法(?:协助|帮助|提供)|不能(?:协助|帮助|提供)/iu
export function createVerdictReader(): VerdictReader {
  let text = ''
  let decision: Verdict['decision'] | null = null
  let lookedAt = 0
  const words = createWordsSoFar()
  return {
    get decision() {
      return decision
    },
    get soFar() {
      return text.length > MOST_CHARACTERS ? null : words.in(withoutThought(text))
    },
    get isFull() {
      return text.length > MOST_WITH_THOUGHT
    },
    push(delta) {
      if (text.length > MOST_WITH_THOUGHT) return
      text += delta.slice(0, MOST_WITH_THOUGHT + 1)
      // Of a long thought the verdict is read at its end.
      if (text.length > MOST_CHARACTERS) return
      // Nothing changes an end or a question any more; and a look at each of many pieces would take ever longer.
      if (decision !== null && decision !== 'transfer') return
      if (text.length > OFTEN && text.length < lookedAt * 1.25) return
      lookedAt = text.length
      decision = decisive(commandsIn(withoutThought(text), false))?.decision ?? null
    },
    finish() {
      if (text.length > MOST_WITH_THOUGHT) throw new UnreadableAnswerError('unreadable')
      return read(withinBounds(withoutThought(text)))
    },
  }
}

/** A long thought may have begun out of our sight, then only its end shows it. */
function withinBounds(answer: string): string {
  if (answer.length <= MOST_CHARACTERS) return answer
  const thought = endOfThought(answer)
  if (thought === 0 || answer.length - thought > MOST_CHARACTERS)
    throw new UnreadableAnswerError('unreadable')
  return answer.slice(thought)
}

function read(answer: string): ReadVerdict {
  if (answer.trim() === '') throw new UnreadableAnswerError('empty')
  const commands = commandsIn(answer, true)
  const command = decisive(commands)
  if (command) {
    const words = plainSpeech(wordsWith(command, answer, commands))
    return verdict(command.decision, command.kind ?? 'other', words)
  }
  const words = plainSpeech(answer.slice(endOfThought(answer)))
  if (REFUSAL.test(words)) throw new UnreadableAnswerError('refused')
  if (!words || commands.length > 0 || MACHINE_TEXT.test(answer) || DICTATED.test(answer))
    throw new UnreadableAnswerError('unreadable')
  return verdict(/[?？؟]/.test(words) ? 'ask' : 'end', 'other', words)
}

function verdict(decision: Verdict['decision'], kind: CallKind, words: string): ReadVerdict {
  // Nobody is promised what does not come.
  const reply = decision !== 'transfer' && firstPromise(words) !== null ? '' : words
  return { decision, kind, reply }
}

/** All that is said around a command; where others contradict it, only what follows it. */
function wordsWith(command: Command, answer: string, commands: Command[]): string {
  const start = endOfThought(answer)
  if (commands.some(({ decision }) => decision !== command.decision)) {
    const next = commands.find(({ from }) => from >= command.to)
    return answer.slice(Math.max(command.to, start), next?.from)
  }
  let [words, at] = ['', start]
  for (const { from, to } of commands) {
    words += `${answer.slice(at, Math.max(at, from))} `
    at = Math.max(at, to)
  }
  return words + answer.slice(at)
}
