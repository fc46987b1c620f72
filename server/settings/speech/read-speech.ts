/** What is heard and spoken: LANGUAGE and VOICE, held against what Twilio has and what we know. */
import { SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import { readLanguage } from './language.ts'
import { readVoice } from './voice.ts'

/** Of the rules that judge without a model, as two-letter codes. */
const UNDERSTOOD_LANGUAGES = ['en', 'es', 'de', 'fr']

const UNASKED = 'en-US'

export interface SpeechSettings {
  /** As Twilio writes it. */
  language: string
  /** Null: Twilio's choice. */
  voice: string | null
  problems: string[]
  warnings: { setting: string; warning: string }[]
}

export function readSpeech({ LANGUAGE, VOICE }: Partial<Record<string, string>>): SpeechSettings {
  const { tag, problem, warnings } = readLanguage(
    LANGUAGE ?? UNASKED,
    SPOKEN_LANGUAGES,
    UNDERSTOOD_LANGUAGES,
  )
  const language = tag ?? UNASKED
  const voice = VOICE === undefined ? null : readVoice(VOICE, language)
  const problems = problem ? [`LANGUAGE: ${problem}`] : []
  if (voice && 'problem' in voice) problems.push(`VOICE: ${voice.problem}`)
  // Twilio picks a voice for other languages; naming an English one would make its Say fail.
  const unasked = language === UNASKED ? 'Polly.Joanna-Neural' : null
  return {
    language,
    voice: voice && 'name' in voice ? voice.name : unasked,
    problems,
    warnings: warnings.map((warning) => ({ setting: 'LANGUAGE', warning })),
  }
}
