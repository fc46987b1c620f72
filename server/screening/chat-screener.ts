/** A chat model as a screener: what was said goes in as data, the streamed answer is read as a verdict. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import {
  conversation,
  localTime,
  promptVersion,
  systemPrompt,
  type ChatMessage,
  type Prompt,
} from '../../prompts/concierge.ts'
import { inLanguage, ofOwner } from '../../prompts/speech/speech-in.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import type { TellWords } from '../calls/ports.ts'
import type { ChatModel } from './chat-model.ts'
import { CutOffError } from './completion-errors.ts'
import { createVerdictReader, UnreadableAnswerError } from './verdict-reader.ts'

export interface ChatScreener {
  name: string
  /**
   * Rejects where the model gives no verdict. `onFirstToken` is called when its answer begins, `tell` with each word that
   * is sure: a verdict that does not begin with what is being said is none.
   */
  screen(
    input: ScreeningInput,
    signal: AbortSignal,
    onFirstToken: () => void,
    tell?: TellWords,
  ): Promise<Verdict>
  /** The verdict where one has begun to be said, and then no more came: it ends in a sentence that fits. */
  brokenOff(begun: Verdict, input: ScreeningInput): Verdict
  /** Where it is asked, without anything secret. */
  address: string
  /** Opens the connection. Never throws. */
  warmUp(): Promise<void>
  /** A question that costs next to nothing: loads the model, and rejects where it does not answer. */
  greet(signal: AbortSignal): Promise<void>
}

/** Asked as callers' questions are, so that what is refused to those is refused to this. */
export const GREETING = 'Say OK.'
/** More is not waited for, so that one that reasons or rambles costs nothing. */
const ENOUGH_PIECES = 10

/** Owners, by the tags that contacts have: there are hardly more. */
const MOST_SYSTEMS = 200

const OURS: Prompt = { systemPrompt, conversation, promptVersion }

export function createChatScreener(options: {
  model: ChatModel
  ownerName: string
  language: string
  /** The owner's, IANA. */
  timeZone: string
  speech: Speech
  now: () => Date
  /** Another than ours, to be compared with it. */
  prompt?: Prompt | undefined
}): ChatScreener {
  const { model, timeZone, speech, now, prompt = OURS } = options
  const systems = new Map<string, ChatMessage>()

  /** One for each owner and language: the same for every call in it, so that a provider keeps it in its cache. */
  function systemIn(language: string, ownerName: string): ChatMessage {
    const house = JSON.stringify([language, ownerName])
    let system = systems.get(house)
    if (!system) {
      if (systems.size >= MOST_SYSTEMS) systems.clear()
      system = { role: 'system', content: prompt.systemPrompt({ ownerName, language }) }
      systems.set(house, system)
    }
    return system
  }

  /** For a model that decides without a word. */
  function unspoken(decision: Verdict['decision'], { language, owner }: ScreeningInput): string {
    const spoken = inLanguage(
      ofOwner(speech, owner === undefined ? owner : { name: owner }),
      language,
    )
    const { connectingUrgent, textInstead, tellMore } = spoken
    return { transfer: connectingUrgent, end: textInstead, ask: tellMore }[decision]
  }

  return {
    name: model.name,
    address: model.address,
    warmUp: () => model.warmUp(),
    async greet(signal) {
      let pieces = 0
      for await (const _ of model.answer([{ role: 'user', content: GREETING }], signal))
        if (++pieces >= ENOUGH_PIECES) break
    },
    async screen(input, signal, onFirstToken, tell) {
      const began = performance.now()
      const since = () => Math.round((performance.now() - began) * 10) / 10
      const moment = { localTime: localTime(now(), timeZone) }
      const { language = options.language, owner = options.ownerName } = input
      const system = systemIn(language, owner)
      const messages = [system, ...prompt.conversation(input, moment)]
      const reader = createVerdictReader()
      const shared = { screener: model.name, reasons: [], promptVersion: prompt.promptVersion }
      let told = ''
      let firstTokenMs: number | undefined
      let decidedMs: number | undefined
      for await (const delta of model.answer(messages, signal)) {
        if (firstTokenMs === undefined) {
          firstTokenMs = since()
          onFirstToken()
        }
        reader.push(delta)
        if (reader.decision !== null) decidedMs ??= since()
        const soFar = tell && reader.soFar
        if (soFar && soFar.reply !== told && tell({ ...soFar, ...shared, begun: true }))
          told = soFar.reply
        if (reader.isFull) throw new CutOffError('The answer has no end')
      }
      const { decision, kind, reply } = reader.finish()
      if (!reply.startsWith(told)) throw new UnreadableAnswerError('unreadable')
      return {
        decision,
        kind,
        reply: reply || unspoken(decision, input),
        ...shared,
        ...(told && { begun: true as const }),
        modelMs: since(),
        ...(firstTokenMs !== undefined && { firstTokenMs }),
        ...(decidedMs !== undefined && { decidedMs }),
      }
    },
    brokenOff(begun, input) {
      return { ...begun, reply: `${begun.reply} … ${unspoken(begun.decision, input)}` }
    },
  }
}
