/** What a caller does whom a `<Gather>` listens to. */
import type { Waiting } from './phone-call-parts.ts'
import type { Gather, Verb } from './twiml-document.ts'
import { UntimelyError } from './untimely-error.ts'
import type { WebhookOptions } from './webhook-request.ts'

export interface GatherActsDeps {
  /** The one that the call rests at; null where it rests at none. */
  resting(): Gather | null
  take(what: string): Waiting<Gather>
  act(work: () => Promise<void>): Promise<void>
  follow(
    target: string,
    base: string,
    fields: Record<string, string>,
    options: WebhookOptions,
  ): Promise<void>
  obey(verbs: Verb[], url: string): Promise<void>
  passed(seconds: number): void
}

export function createGatherActs({ resting, take, act, follow, obey, passed }: GatherActsDeps) {
  return {
    async say(text: string, confidence: number | null = 0.9): Promise<void> {
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
