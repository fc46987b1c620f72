/** What a caller does whom a `<Gather>` listens to. */
import type { Waiting } from './phone-call-parts.ts'
import type { Gather, Verb } from './twiml-document.ts'
import { UntimelyError } from './untimely-error.ts'
import type { WebhookOptions } from './webhook-request.ts'

export interface GatherActsDeps {
  /** Where the call rests; null where it rests nowhere. */
  waiting(): Waiting | null
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
  tell(url: string, fields: Record<string, string>, options: WebhookOptions): Promise<void>
  passed(seconds: number): void
}

/** Twilio tells more of a long sentence, and as often as it pleases. */
const MOST_PARTIALS = 8

export function createGatherActs(deps: GatherActsDeps) {
  const { waiting, take, act, follow, obey, passed } = deps
  let listener: Gather | null = null
  let told = 0

  function resting(): Gather | null {
    const verb = waiting()?.verb
    return verb?.verb === 'Gather' ? verb : null
  }

  /** DOCS/voice/twiml/gather#partialresultcallback: numbered, for they may come in any order. */
  async function partly(text: string): Promise<void> {
    const here = resting()
    if (!here?.partials || !here.hearsSpeech) return
    if (listener !== here) told = 0
    listener = here
    const { url, method } = here.partials
    const fields = {
      SequenceNumber: String(told++),
      UnstableSpeechResult: text,
      StableSpeechResult: '',
      Stability: '0.9',
    }
    await deps.tell(new URL(url, waiting()!.url).href, fields, { method })
  }

  return {
    saying: partly,
    async say(text: string, confidence: number | null = 0.9): Promise<void> {
      for (const part of resting()?.partials ? partsOf(text) : []) await partly(part)
      if (resting()?.hearsSpeech === false) {
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

/** How it grows, up to the whole. */
function partsOf(text: string): string[] {
  const words = text.split(' ')
  const every = Math.ceil(words.length / MOST_PARTIALS)
  return words.flatMap((_, index) =>
    (words.length - 1 - index) % every === 0 ? words.slice(0, index + 1).join(' ') : [],
  )
}
