/** An answer as TwiML. https://www.twilio.com/docs/voice/twiml */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { ANY_LANGUAGE, isHeardInAny, tongueOf } from '../../settings/speech/tongue.ts'
import type { Answer } from '../../calls/incoming.ts'
import { USUAL_QUIET_SECONDS } from '../line.ts'
import { readCallerId } from './caller.ts'
import { cleanText, shorten } from '../clean-text.ts'
import type { Hints } from './hints.ts'
import { createRelayRender } from './relay-twiml.ts'
import type { HouseOptions, TwimlOptions } from './twiml-options.ts'
import { renderedOnce } from './rendered-once.ts'

type Spoken = Omit<Answer, 'revision' | 'call'>

/** Twilio speaks at most 4,096 characters, Amazon's voices 3,000: https://www.twilio.com/docs/api/errors/13521 */
const MOST_SPOKEN_CHARACTERS = 3_000

/** A pause of the caller's that ends what they say. https://www.twilio.com/docs/voice/twiml/gather#speechtimeout */
export const SPEECH_TIMEOUT_SECONDS = 2

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
    const isOpen = isHeardInAny({ language, languageHeard }, { tag, model })
    const hints = hintsOf(language, call)?.text
    return {
      language: (isOpen ? ANY_LANGUAGE : tag) as GatherAttributes['language'],
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
            speechTimeout: String(SPEECH_TIMEOUT_SECONDS),
            profanityFilter: false,
            actionOnEmptyResult: true,
            ...(options.partials && {
              partialResultCallback: `${basePath}/twilio/partial?turn=${revision}`,
              partialResultCallbackMethod: 'POST',
            }),
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

  const renderRelay = createRelayRender({ basePath, ownOf: houseOf, say, hintsOf })

  return function render(answer) {
    const { relay } = options
    if (relay && answer.cue.next === 'listen' && relay.isFor(answer.call.called))
      return renderRelay(answer, relay)
    return renderPlainly(answer)
  }
}
