/**
 * The document that opens a socket. The attributes and their capitals are those of the page, which the package lags behind;
 * the reader of frames is in `relay/`. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay
 */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import {
  ANY_LANGUAGE,
  isHeardInAny,
  tongueOf,
  type OwnTongue,
} from '../../settings/speech/tongue.ts'
import type { Answer } from '../../calls/incoming.ts'
import { cleanText, shorten } from '../clean-text.ts'
import { USUAL_QUIET_SECONDS } from '../line.ts'
import type { Hints } from './hints.ts'
import type { RelayOptions, TwimlOptions } from './twiml-options.ts'

const MOST_GREETING_CHARACTERS = 3_000

interface RelayRenderOptions extends Pick<TwimlOptions, 'basePath'> {
  /** What is spoken by the owner of the number called. */
  ownOf(call: Answer['call']): OwnTongue
  /** Speaks an answer in the document itself. */
  say(place: VoiceResponse, answer: Answer, call: Answer['call']): void
  hintsOf(language: string | null | undefined, call: Answer['call']): Hints | undefined
}

/** How speech is heard: by which provider, with which model of it; empty leaves it to Twilio. */
interface Hearing {
  transcriptionProvider?: string
  speechModel?: string
}

export function createRelayRender(options: RelayRenderOptions) {
  const { basePath } = options
  /** By the tag that a frame changes to; the language of the session itself has to be there to be changed back to. */
  function languages(
    noun: VoiceResponse.ConversationRelay,
    { tag, own, isRetry }: { tag: string; own: OwnTongue; isRetry: boolean },
  ): void {
    const known = SPOKEN_LANGUAGES.map((code) => tongueOf(own, code).tag)
    for (const code of new Set([tag, own.language, ...known])) {
      const { voice, speechModel } = tongueOf(own, code)
      noun.language({ code, ...voiceOf(voice), ...(!isRetry && hearingOf(speechModel)) })
    }
  }

  return function renderRelay(answer: Answer, relay: RelayOptions): string {
    const { cue, words, call, revision, isRetry = false } = answer
    const own = options.ownOf(call)
    const { tag, voice, speechModel } = tongueOf(own, answer.language ?? null)
    const response = new VoiceResponse()
    const { call_sid: callSid } = call
    // A greeting has one voice: what is said in several languages is said before.
    const isMixed = cue.say.some(({ language }) => language && tongueOf(own, language).tag !== tag)
    if (isMixed) options.say(response, answer, call)
    const all = isMixed ? '' : words.join(' ')
    const greeting = shorten(cleanText(all), MOST_GREETING_CHARACTERS)
    const model = isRetry ? null : speechModel
    const hears = isHeardInAny(answer, { tag, model }) ? ANY_LANGUAGE : tag
    const hints = options.hintsOf(answer.language, call)?.text
    const connect = response.connect({
      action: `${basePath}/twilio/relay-ended?turn=${revision}`,
      method: 'POST',
    })
    const attributes = {
      url: `${relay.socketUrl}/twilio/relay/${callSid}/${revision}`,
      ...(greeting && { welcomeGreeting: greeting }),
      language: tag,
      ...(hears !== tag && { transcriptionLanguage: hears }),
      ...voiceOf(voice),
      ...hearingOf(model),
      ...(hints && { hints }),
      // Whoever is still speaking is not silent.
      partialPrompts: true,
      // Only words cut in, and neither keys, which nobody asks for, nor the noise of a street.
      interruptible: 'speech',
      ...(greeting && { welcomeGreetingInterruptible: 'speech' }),
      interruptSensitivity: 'medium',
      // Whoever says "uh-huh" listens.
      ignoreBackchannel: 'true',
    }
    const noun = connect.conversationRelay(attributes)
    languages(noun, { tag, own, isRetry })
    noun.parameter({ name: 'nonce', value: relay.nonceOf(callSid, revision) })
    noun.parameter({ name: 'spoken', value: String(greeting.length) })
    noun.parameter({ name: 'quiet', value: String(cue.quietSeconds ?? USUAL_QUIET_SECONDS) })
    noun.parameter({ name: 'speaks', value: tag })
    noun.parameter({ name: 'hears', value: hears })
    return response.toString()
  }
}

/** `<Say>` names the provider in front of the voice; here each has its own attribute. */
function voiceOf(voice: string | null): { ttsProvider?: string; voice?: string } {
  const [, provider, name] = /^(Polly|Google)\.(.+)$/.exec(voice ?? '') ?? []
  if (!name) return {}
  if (provider === 'Google') return { ttsProvider: 'Google', voice: name }
  // Of Amazon's, it has these only.
  return /-(Neural|Generative)$/.test(name) ? { ttsProvider: 'Amazon', voice: name } : {}
}

/** Of the models that `<Gather>` names, those that the page has here. */
const MODELS: Record<string, Hearing> = {
  'deepgram_nova-3': { transcriptionProvider: 'Deepgram', speechModel: 'nova-3-general' },
  'deepgram_nova-2': { transcriptionProvider: 'Deepgram', speechModel: 'nova-2-general' },
  'deepgram_nova-2-general': { transcriptionProvider: 'Deepgram', speechModel: 'nova-2-general' },
  googlev2_telephony: { transcriptionProvider: 'Google', speechModel: 'telephony' },
}

function hearingOf(model: string | null): Hearing {
  return (model !== null && MODELS[model]) || {}
}
