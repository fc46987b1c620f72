/** An answer as TwiML. https://www.twilio.com/docs/voice/twiml */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { hearsAtOnce, MULTILINGUAL } from '../../settings/speech/speech-models.ts'
import { tongueOf, type OwnTongue } from '../../settings/speech/tongue.ts'
import type { Answer } from '../../calls/incoming.ts'
import { USUAL_QUIET_SECONDS } from '../line.ts'
import { readCallerId } from './caller.ts'
import { cleanText, shorten } from '../clean-text.ts'
import type { Hints } from './hints.ts'
import { renderedOnce } from './rendered-once.ts'

export interface TwimlOptions {
  /** Path that the server is mounted at behind a proxy; empty where it has the host to itself. */
  basePath: string
  /** Of the owner, and of calls that have no language of their own. */
  language: string
  /** Of that language; null leaves the choice to Twilio. */
  voice: string | null
  /** What speech is heard with; left out: what goes with each language; null: Twilio chooses. */
  speechModel?: string | null
  /** Words to listen for, by the language of the call and the number called; none where left out. */
  hints?: (language: string, called: string) => Hints
  /** E.164 */
  ownerNumber: string
  /** Whose call one to a number is; left out where all are the same owner's. */
  houseOf?: (called: string) => HouseOptions
  /** E.164; null where we have none: then the number called stands in. */
  twilioNumber: string | null
  dialTimeoutSeconds: number
  /** Where words are streamed; left out where they are for no call. */
  relay?: RelayOptions | undefined
  /** Whether a call that is heard by `<Gather>` now stays so: its socket did not work. */
  staysPlain?: boolean
}

/** Of the owner of the number called: whose phone rings, and what is spoken there. */
export interface HouseOptions extends OwnTongue {
  /** The number called, E.164; null where it has no owner of its own. */
  number: string | null
  /** E.164 */
  ownerNumber: string
}

export interface RelayOptions {
  /** Of the number called. */
  isFor(called: string): boolean
  /** Where sockets come to, with `wss://` and any path that a proxy has. */
  socketUrl: string
  /** What a socket shows for being of the call. */
  nonceOf(callSid: string, revision: number): string
}

type Spoken = Omit<Answer, 'revision' | 'call'>

/** Twilio speaks at most 4,096 characters, Amazon's voices 3,000: https://www.twilio.com/docs/api/errors/13521 */
const MOST_SPOKEN_CHARACTERS = 3_000

/** https://www.twilio.com/docs/voice/twiml/gather#languagetags */
const ANY_OF_SEVERAL = 'multi'

type SayAttributes = VoiceResponse.SayAttributes
type GatherAttributes = VoiceResponse.GatherAttributes

/** Gives the function that puts an answer into TwiML. */
export function createRender(options: TwimlOptions): (answer: Answer) => string {
  const { basePath } = options
  /** Each line in its own language, where it has one: the voice of one does not speak another. */
  function say(
    place: Pick<VoiceResponse, 'say'>,
    { cue, words, language }: Spoken,
    call: Answer['call'],
  ): void {
    for (const [index, text] of words.entries()) {
      const clean = shorten(cleanText(text), MOST_SPOKEN_CHARACTERS)
      const own = cue.say[index]?.language ?? language ?? null
      if (clean) place.say(spokenIn(cue.ear === 'owner' ? null : own, call), clean)
    }
  }

  // Whoever sets it up may choose languages and voices that the package does not list yet.
  function spokenIn(language: string | null, call: Answer['call']): SayAttributes {
    const { tag, voice } = tongueOf(houseOf(call), language)
    return {
      language: tag as SayAttributes['language'],
      ...(voice && { voice: voice as SayAttributes['voice'] }),
    }
  }

  /**
   * A model that is named has no other in its place, so that after one that may have failed Twilio chooses. Until the
   * caller's words have told the language, they are heard in any of ours: another would be written down as noise.
   */
  function heardIn(
    { language, languageHeard, isRetry }: Spoken,
    call: Answer['call'],
  ): Partial<GatherAttributes> {
    const { tag, speechModel } = tongueOf(houseOf(call), language ?? null)
    const model = isRetry ? null : speechModel
    const isOpen = language != null && !languageHeard && model === MULTILINGUAL && hearsAtOnce(tag)
    const hints = hintsOf(language, call)?.text
    return {
      language: (isOpen ? ANY_OF_SEVERAL : tag) as GatherAttributes['language'],
      ...(model && { speechModel: model }),
      ...(hints && { hints }),
    }
  }

  function hintsOf(language: string | null | undefined, call: Answer['call']): Hints | undefined {
    return options.hints?.(language ?? houseOf(call).language, call.called)
  }

  function houseOf({ called }: Answer['call']): HouseOptions {
    return options.houseOf?.(called) ?? { ...options, number: null }
  }

  /** A valid caller ID, or Twilio refuses the dial: https://www.twilio.com/docs/api/errors/13214 */
  function callerId(call: Answer['call']): string | null {
    return readCallerId(call.caller_id) ?? ownNumber(call)
  }

  /** The one that was called, where its owner has it among the contacts; another owner's may be another's. */
  function ownNumber(call: Answer['call']): string | null {
    return houseOf(call).number ?? options.twilioNumber ?? readCallerId(call.called)
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
  function renderRelay(answer: Answer, relay: RelayOptions): string {
    const { cue, words, call, revision } = answer
    const { tag, voice } = tongueOf(houseOf(call), answer.language ?? null)
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
      language: tag,
      ...relayVoice(voice),
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

  const renderPlainly = renderedOnce(
    function render({ call, ...spoken }, revision) {
      const { cue } = spoken
      const response = new VoiceResponse()
      switch (cue.next) {
        case 'listen': {
          const gather = response.gather({
            input: ['speech'],
            action: `${basePath}/twilio/ai-response?turn=${revision}${plainly}`,
            method: 'POST',
            ...heardIn(spoken, call),
            timeout: cue.quietSeconds ?? USUAL_QUIET_SECONDS,
            // Not `auto`, which Twilio warns of with the default model: https://www.twilio.com/docs/api/errors/13335
            speechTimeout: '2',
            profanityFilter: false,
            actionOnEmptyResult: true,
          })
          say(gather, spoken, call)
          break
        }
        case 'dial': {
          say(response, spoken, call)
          // Announced, it shows our own number, which the owner has among the contacts: no screener answers then.
          const valid = cue.announced === undefined ? callerId(call) : ownNumber(call)
          const dial = response.dial({
            action: `${basePath}/twilio/transfer-fallback?turn=${revision}`,
            method: 'POST',
            timeout: options.dialTimeoutSeconds,
            ...(valid && { callerId: valid }),
            ...(cue.meantime === 'ringing' && { answerOnBridge: true }),
          })
          const { ownerNumber } = houseOf(call)
          if (cue.announced === undefined) dial.number(ownerNumber)
          else
            dial.number(
              { url: whisperPath(call, cue.announced, revision), method: 'POST' },
              ownerNumber,
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
          say(gather, spoken, call)
          gather.pause({ length: 2 })
          say(gather, spoken, call)
          response.hangup()
          break
        }
        // A document that ends joins the two legs: https://www.twilio.com/docs/voice/twiml/number
        case 'bridge':
          break
        case 'hold':
          say(response, spoken, call)
          response.redirect(
            { method: 'POST' },
            `${basePath}/twilio/ai-response?held=${revision}${plainly}`,
          )
          break
        case 'hang up':
          say(response, spoken, call)
          response.hangup()
          break
        case 'reject':
          // Only as the first verb, and then the call is not billed.
          response.reject({ reason: 'busy' })
          break
      }
      return response.toString()
    },
    ({ cue, language, call }) => [
      houseOf(call).number,
      cue.next === 'listen' && hintsOf(language, call)?.version,
    ],
  )

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
