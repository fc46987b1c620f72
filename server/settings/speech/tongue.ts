/** How a language is spoken and heard on a line: by which tag, in which voice, with which model. */
import { BOTH } from './languages.ts'
import { naturalVoice } from './natural-voice.ts'
import { hearsAtOnce, modelFor, MULTILINGUAL } from './speech-models.ts'

export interface Tongue {
  /** As Twilio writes it: en-US. */
  tag: string
  /** Null leaves it to Twilio. */
  voice: string | null
  /** What speech is recognised with; null leaves it to Twilio. */
  speechModel: string | null
}

/** Of the settings. */
export interface OwnTongue {
  /** Of the owner, as Twilio writes it. */
  language: string
  /** Of that language; null leaves it to Twilio. */
  voice: string | null
  /** Left out: the one for the language; null: Twilio chooses. */
  speechModel?: string | null | undefined
}

/** Where neither the caller nor the owner tells the country. */
const USUAL: Record<string, string> = {
  en: 'en-US',
  es: 'es-ES',
  de: 'de-DE',
  fr: 'fr-FR',
  pt: 'pt-BR',
  it: 'it-IT',
  nl: 'nl-NL',
}

const both = BOTH.trim().split(/\s+/)

/** `language` is a BCP 47 tag, with its country or without; null is the owner's own. */
export function tongueOf(own: OwnTongue, language: string | null): Tongue {
  const tag = twilioTag(own.language, language)
  const isOwn = tag === own.language
  return {
    tag,
    voice: isOwn ? own.voice : naturalVoice(tag),
    speechModel: own.speechModel === undefined ? modelFor(tag) : own.speechModel,
  }
}

/** https://www.twilio.com/docs/voice/twiml/gather#languagetags */
export const ANY_LANGUAGE = 'multi'

/** Until the caller's words have told the language they may answer in any: it would be written down as noise otherwise. */
export function isHeardInAny(
  { language, languageHeard }: { language?: string | null; languageHeard?: boolean | undefined },
  { tag, model }: { tag: string; model: string | null },
): boolean {
  return language != null && !languageHeard && model === MULTILINGUAL && hearsAtOnce(tag)
}

function twilioTag(own: string, language: string | null): string {
  if (language === null) return own
  const wished = both.find((tag) => tag.toLowerCase() === language.toLowerCase())
  if (wished !== undefined) return wished
  const [code = ''] = language.toLowerCase().split('-')
  const [ownCode, country = ''] = own.split('-')
  if (code === ownCode) return own
  const here = `${code}-${country}`
  return both.includes(here) ? here : (USUAL[code] ?? own)
}
