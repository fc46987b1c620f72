/** In which language a contact is spoken to: one of those that there are sentences in. */
import { SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import type { Read } from '../pasted-url.ts'

/** As the column has room for. */
const MOST_CHARACTERS = 35

/** `es`, `es-MX`: BCP 47. */
export function readContactLanguage(written: string): Read<string> {
  const tag = canonical(written.trim())
  const language = tag?.split('-')[0]
  if (tag && language && SPOKEN_LANGUAGES.includes(language)) return { value: tag }
  return { problem: `give one of ${SPOKEN_LANGUAGES.join(', ')}, or with a country, like es-MX` }
}

function canonical(tag: string): string | null {
  if (tag.length > MOST_CHARACTERS || !/^[a-z]{2}(-[a-z0-9]{2,8})*$/i.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}
