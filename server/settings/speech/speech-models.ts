/** The models that Twilio hears speech with: https://www.twilio.com/docs/voice/twiml/gather#speechmodel */

/** Whose provider Twilio chooses, and changes where one fails. */
const GENERIC = `
default numbers_and_commands phone_call experimental_conversations experimental_utterances`

/** Of one provider, without another in its place; a language that one does not know makes the Gather fail. */
const NAMED = `
googlev2_long googlev2_short googlev2_telephony googlev2_telephony_short deepgram_nova-2
deepgram_nova-2-general deepgram_nova-2-meeting deepgram_nova-2-phonecall deepgram_nova-2-finance
deepgram_nova-2-conversationalai deepgram_nova-2-voicemail deepgram_nova-2-video
deepgram_nova-2-medical deepgram_nova-2-drivethru deepgram_nova-2-automotive deepgram_nova-3`

const generic = GENERIC.trim().split(/\s+/)
const named = NAMED.trim().split(/\s+/)

/** That hears several languages at once, as `multi`. */
export const MULTILINGUAL = 'deepgram_nova-3'

/**
 * The ones that it hears at once in a call, by two letters; and by themselves as well.
 * https://developers.deepgram.com/docs/models-languages-overview
 */
const HEARD_AT_ONCE = new Set(['en', 'es', 'fr', 'de', 'hi', 'ru', 'pt', 'ja', 'it', 'nl'])

export function readSpeechModel(written: string): { name: string } | { problem: string } {
  const name = [...generic, ...named].find((known) => known === written.toLowerCase())
  if (name !== undefined) return { name }
  return {
    problem: `Twilio has no speech model ${written}: write ${MULTILINGUAL}, googlev2_telephony, phone_call or default; see https://www.twilio.com/docs/voice/twiml/gather#speechmodel`,
  }
}

/** The model for a language where none is chosen; null leaves it to Twilio. */
export function modelFor(tag: string): string | null {
  return hearsAtOnce(tag) ? MULTILINGUAL : null
}

export function hearsAtOnce(tag: string): boolean {
  return HEARD_AT_ONCE.has(tag.split('-')[0]!.toLowerCase())
}
