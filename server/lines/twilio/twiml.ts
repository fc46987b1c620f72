/** An answer as TwiML. https://www.twilio.com/docs/voice/twiml */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Answer } from '../../calls/incoming.ts'
import { USUAL_QUIET_SECONDS } from '../line.ts'
import { readCallerId } from './caller.ts'
import { cleanText, shorten } from '../clean-text.ts'
import { renderedOnce } from './rendered-once.ts'

export interface TwimlOptions {
  /** Path that the server is mounted at behind a proxy; empty where it has the host to itself. */
  basePath: string
  /** Null leaves the choice to Twilio. */
  voice: string | null
  language: string
  /** E.164 */
  ownerNumber: string
  /** E.164; null where we have none: then the number called stands in. */
  twilioNumber: string | null
  dialTimeoutSeconds: number
  /** Where words are streamed; left out where they are for no call. */
  relay?: RelayOptions | undefined
  /** Whether a call that is heard by `<Gather>` now stays so: its socket did not work. */
  staysPlain?: boolean
}

export interface RelayOptions {
  /** Of the number called. */
  isFor(called: string): boolean
  /** Where sockets come to, with `wss://` and any path that a proxy has. */
  socketUrl: string
  /** What a socket shows for being of the call. */
  nonceOf(callSid: string, revision: number): string
}

/** Twilio speaks at most 4,096 characters, Amazon's voices 3,000: https://www.twilio.com/docs/api/errors/13521 */
const MOST_SPOKEN_CHARACTERS = 3_000

type SayAttributes = VoiceResponse.SayAttributes
type GatherAttributes = VoiceResponse.GatherAttributes

/** Gives the function that puts an answer into TwiML. */
export function createRender(options: TwimlOptions): (answer: Answer) => string {
  const { basePath } = options
  // Whoever sets it up may choose languages and voices that the package does not list yet.
  const language = options.language as GatherAttributes['language']
  const spoken: SayAttributes = {
    language: options.language as SayAttributes['language'],
    ...(options.voice && { voice: options.voice as SayAttributes['voice'] }),
  }

  function say(place: Pick<VoiceResponse, 'say'>, words: string[]): void {
    for (const text of words) {
      const clean = shorten(cleanText(text), MOST_SPOKEN_CHARACTERS)
      if (clean) place.say(spoken, clean)
    }
  }

  /** A valid caller ID, or Twilio refuses the dial: https://www.twilio.com/docs/api/errors/13214 */
  function callerId({ caller_id: from, called }: Answer['call']): string | null {
    return readCallerId(from) ?? options.twilioNumber ?? readCallerId(called)
  }

  function ownNumber({ called }: Answer['call']): string | null {
    return options.twilioNumber ?? readCallerId(called)
  }

  /** The owner's leg is a call of its own, and tells of ours only in a form: signed, the path can be trusted. */
  function whisperPath(
    { call_sid: callSid }: Answer['call'],
    dial: number,
    revision: string,
    what = '',
  ): string {
    return `${basePath}/twilio/whisper/${callSid}/${dial}${what}?turn=${revision}`
  }

  const plainly = options.staysPlain ? '&line=gather' : ''

  /**
   * The attributes and their capitals are those of the page, which the package lags behind; the reader of frames is in
   * `relay/`. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay
   */
  function renderRelay({ cue, words, call, revision }: Answer, relay: RelayOptions): string {
    const response = new VoiceResponse()
    const { call_sid: callSid } = call
    const greeting = shorten(cleanText(words.join(' ')), MOST_SPOKEN_CHARACTERS)
    const connect = response.connect({
      action: `${basePath}/twilio/relay-ended?turn=${revision}`,
      method: 'POST',
    })
    const attributes = {
      url: `${relay.socketUrl}/twilio/relay/${callSid}/${revision}`,
      ...(greeting && { welcomeGreeting: greeting }),
      language: options.language,
      ...relayVoice(options.voice),
      // Whoever is still speaking is not silent.
      partialPrompts: true,
      // Whoever says "uh-huh" listens.
      ignoreBackchannel: 'true',
    }
    const noun = connect.conversationRelay(attributes)
    noun.parameter({ name: 'nonce', value: relay.nonceOf(callSid, revision) })
    noun.parameter({ name: 'spoken', value: String(greeting.length) })
    noun.parameter({ name: 'quiet', value: String(cue.quietSeconds ?? USUAL_QUIET_SECONDS) })
    return response.toString()
  }

  const renderPlainly = renderedOnce(function render({ cue, words, call }, revision) {
    const response = new VoiceResponse()
    switch (cue.next) {
      case 'listen': {
        const gather = response.gather({
          input: ['speech'],
          action: `${basePath}/twilio/ai-response?turn=${revision}${plainly}`,
          method: 'POST',
          language,
          timeout: cue.quietSeconds ?? USUAL_QUIET_SECONDS,
          // Not `auto`, which Twilio warns of with the default model: https://www.twilio.com/docs/api/errors/13335
          speechTimeout: '2',
          profanityFilter: false,
          actionOnEmptyResult: true,
        })
        say(gather, words)
        break
      }
      case 'dial': {
        say(response, words)
        // Announced, it shows our own number, which the owner has among the contacts: no screener answers then.
        const valid = cue.announced === undefined ? callerId(call) : ownNumber(call)
        const dial = response.dial({
          action: `${basePath}/twilio/transfer-fallback?turn=${revision}`,
          method: 'POST',
          timeout: options.dialTimeoutSeconds,
          ...(valid && { callerId: valid }),
          ...(cue.meantime === 'ringing' && { answerOnBridge: true }),
        })
        if (cue.announced === undefined) dial.number(options.ownerNumber)
        else
          dial.number(
            { url: whisperPath(call, cue.announced, revision), method: 'POST' },
            options.ownerNumber,
          )
        break
      }
      case 'choose': {
        const gather = response.gather({
          input: ['dtmf'],
          numDigits: 1,
          timeout: 5,
          action: whisperPath(call, cue.announced!, revision, '/key'),
          method: 'POST',
        })
        // Twice: whoever takes up a phone hears the end first. Then silence is nobody, or a machine.
        say(gather, words)
        gather.pause({ length: 2 })
        say(gather, words)
        response.hangup()
        break
      }
      // A document that ends joins the two legs: https://www.twilio.com/docs/voice/twiml/number
      case 'bridge':
        break
      case 'hold':
        say(response, words)
        response.redirect(
          { method: 'POST' },
          `${basePath}/twilio/ai-response?held=${revision}${plainly}`,
        )
        break
      case 'hang up':
        say(response, words)
        response.hangup()
        break
      case 'reject':
        // Only as the first verb, and then the call is not billed.
        response.reject({ reason: 'busy' })
        break
    }
    return response.toString()
  })

  return function render(answer) {
    const { relay } = options
    if (relay && answer.cue.next === 'listen' && relay.isFor(answer.call.called))
      return renderRelay(answer, relay)
    return renderPlainly(answer)
  }
}

/** `<Say>` names the provider in front of the voice; here each has its own attribute. */
function relayVoice(voice: string | null): { ttsProvider?: string; voice?: string } {
  const [, provider, name] = /^(Polly|Google)\.(.+)$/.exec(voice ?? '') ?? []
  if (!name) return {}
  if (provider === 'Google') return { ttsProvider: 'Google', voice: name }
  // Of Amazon's, it has these only.
  return /-(Neural|Generative)$/.test(name) ? { ttsProvider: 'Amazon', voice: name } : {}
}
