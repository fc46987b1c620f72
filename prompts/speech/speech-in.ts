/** Which language is spoken. */
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { italian } from './italian.ts'
import { portuguese } from './portuguese.ts'
import { spanish } from './spanish.ts'
import type { Speech } from './speech.ts'

const languages: Record<string, (owner: string) => Speech> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
  pt: portuguese,
  it: italian,
  nl: dutch,
}

/** The languages, as two-letter codes, in which the fixed sentences are written. */
export const SPOKEN_LANGUAGES = Object.keys(languages)

/**
 * The sentences in a language, given as a BCP 47 tag such as `en-US`; English where we have no other.
 * `owner` is whose calls these are; empty where they prefer not to be named.
 */
export function speechIn(language: string, owner: string): Speech {
  const spoken = languages[language.split('-')[0]!.toLowerCase()] ?? english
  return spoken(owner)
}

/** As the owner of a number called has it; the same where it has none of its own. */
export function ofOwner(
  speech: Speech,
  owner: { name: string; language?: string } | undefined,
): Speech {
  if (owner === undefined) return speech
  return speechIn(owner.language ?? speech.language, owner.name)
}

/** The same house's sentences in another language; its own where none is told. */
export function inLanguage(speech: Speech, language: string | null | undefined): Speech {
  if (!language || language.split('-')[0]!.toLowerCase() === speech.language) return speech
  return speechIn(language, speech.owner)
}
