// What is said on the Phone, and how the call stands, in words.

/** @import { PhoneCallJson } from './answers.ts' */
/** @import { VoiceState } from './phone-voice.js' */
import { element, the } from './elements.js'

/**
 * @param {PhoneCallJson['turns']} turns
 * @param {{ saying: string | undefined, isThinking: boolean }} now what is on its way to the server
 */
export function bubblesOf(turns, { saying, isThinking }) {
  const bubbles = turns.map(({ speaker, text, latency_ms: ms }) =>
    element(
      `li.${speaker}`,
      {},
      element('span.unseen', {}, speaker === 'caller' ? 'You: ' : 'Concierge: '),
      element('p', {}, text),
      ms === null
        ? null
        : element('small.number', {}, `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`),
    ),
  )
  if (saying) bubbles.push(element('li.caller', {}, element('p', {}, saying)))
  if (isThinking)
    bubbles.push(
      element('li.concierge.dots', {}, element('p', { 'aria-hidden': 'true' }, ...dots())),
    )
  return bubbles
}

const dots = () => [1, 2, 3].map(() => element('i'))

/**
 * @param {PhoneCallJson | null} call
 * @param {boolean} isActing
 */
export function statusOf(call, isActing) {
  if (!call) return 'Ringing…'
  if (call.end_time) return 'Call over'
  if (call.waits_for === 'dial') return 'Calling the owner'
  return isActing ? 'The concierge is thinking' : 'Your turn'
}

/** @param {VoiceState} state */
export function showVoice({ canHear, canSpeak, isTalking, isListening }) {
  the('#talk-now').hidden = !canHear
  the('#talk-now').setAttribute('aria-pressed', String(isTalking))
  the('#talk-now').classList.toggle('listening', isListening)
  the('#aloud-choice').hidden = !canSpeak
  the('input#words').placeholder = isListening ? 'Listening…' : 'Say something…'
}
