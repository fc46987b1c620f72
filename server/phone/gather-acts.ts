/** What a caller does whom a `<Gather>` listens to. */
import type { Waiting } from './phone-call-parts.ts'
import type { Gather, Verb } from './twiml-document.ts'
import { UntimelyError } from './untimely-error.ts'
import type { WebhookOptions } from './webhook-request.ts'

export interface GatherActsDeps {
  /** The one that the call rests at; null where it rests at none. */
  resting(): Waiting<Gather> | null
  take(what: string): Waiting<Gather>
  act(work: () => Promise<void>): Promise<void>
  follow(
    target: string,
    base: string,
    fields: Record<string, string>,
    options: WebhookOptions,
  ): Promise<void>
  obey(verbs: Verb[], url: string): Promise<void>
  /** A webhook whose answer nobody obeys. */
  tell(
    target: string,
    base: string,
    fields: Record<string, string>,
    options: WebhookOptions,
  ): Promise<void>
  passed(seconds: number): void
}

/** Twilio tells more of a long sentence, and as often as it pleases. */
const MOST_PARTIALS = 8

export function createGatherActs(deps: GatherActsDeps) {
  const { resting, take, act, follow, obey, passed } = deps
  let listener: Gather | null = null
  let told = 0

  /** DOCS/voice/twiml/gather#partialresultcallback: numbered, for they may come in any order. */
  async function partly(text: string): Promise<void> {
    const here = resting()
    if (!here?.verb.partials || !here.verb.hearsSpeech) return
    if (listener !== here.verb) told = 0
    listener = here.verb
    const { url, method } = here.verb.partials
    const fields = {
      SequenceNumber: String(told++),
      UnstableSpeechResult: text,
      StableSpeechResult: '',
      Stability: '0.9',
    }
    await deps.tell(url, here.url, fields, { method })
  }

  return {
    saying: partly,
    async say(text: string, confidence: number | null = 0.9): Promise<void> {
      const words = text.split(' ').slice(0, MOST_PARTIALS)
      for (const index of words.keys()) await partly(words.slice(0, index + 1).join(' '))
      if (resting()?.verb.hearsSpeech === false) {
        throw new UntimelyError(
          'The caller cannot say anything: this <Gather> listens for keys only',
        )
      }
      const { verb, url } = take('say anything')
      const speech = { SpeechResult: text }
      const fields = confidence === null ? speech : { ...speech, Confidence: String(confidence) }
      await act(() => follow(verb.action, url, fields, verb))
    },
    async silence(): Promise<void> {
      const { verb, url, next } = take('stay silent')
      passed(verb.seconds)
      // DOCS/voice/twiml/gather: without input Twilio goes on to the next verb, and sends nothing.
      await act(() =>
        verb.actionOnEmptyResult ? follow(verb.action, url, {}, verb) : obey(next, url),
      )
    },
  }
}
