/** Every language that is understood without a model. */
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import type { HeardLanguage } from './heard-language.ts'
import { italian } from './italian.ts'
import { portuguese } from './portuguese.ts'
import { spanish } from './spanish.ts'

export const HEARD = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
  pt: portuguese,
  it: italian,
  nl: dutch,
} as const satisfies Record<string, HeardLanguage>

/** The two letters of a language that is heard and spoken. */
export type LanguageCode = keyof typeof HEARD

export const HEARD_LANGUAGES = Object.keys(HEARD) as LanguageCode[]

/** Of a BCP 47 tag such as `pt-BR`; null where it is none of ours. */
export function languageCode(tag: string | null | undefined): LanguageCode | null {
  const [language = ''] = (tag ?? '').toLowerCase().split('-')
  return Object.hasOwn(HEARD, language) ? (language as LanguageCode) : null
}
