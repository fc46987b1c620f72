/** Which language is spoken in a call: what is known of the caller, then what they speak. */
import type { CallContext } from './call.ts'
import { languageCode } from './hearing/languages/heard.ts'
import { spokenLanguage } from './hearing/spoken-language.ts'

type Spoken = Pick<CallContext, 'language' | 'languageHeard'>

/**
 * The first of these that is one of ours: the contact's, that of the caller's last call, that of the number called. BCP 47
 * tags; nothing where a call has no language, as those from before they had one.
 */
export function languageOf(
  called: string | undefined,
  { contact, last }: { contact?: string | null | undefined; last?: string | null | undefined },
): Spoken {
  if (called === undefined) return {}
  const known = [contact, last].find((tag) => languageCode(tag) !== null)
  return { language: known ?? called }
}

/** After these words: a full sentence in another language of ours changes it, from then on. */
export function languageAfter({ language }: Spoken, words: string): Spoken {
  if (language === undefined) return {}
  const spoken = spokenLanguage(words)
  if (spoken === null) return {}
  // Of the same language, the country stays.
  const isSame = languageCode(language) === spoken
  return { language: isSame ? language : spoken, languageHeard: true }
}
