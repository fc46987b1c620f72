/** What is heard and spoken: the settings of it, held against what Twilio has and what we know. */
import { HEARD_LANGUAGES, languageCode } from '../../../machines/hearing/languages/heard.ts'
import { SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import { readLanguage } from './language.ts'
import { naturalVoice } from './natural-voice.ts'
import { hearsAtOnce, MULTILINGUAL, readSpeechModel } from './speech-models.ts'
import { readVoice } from './voice.ts'

const UNASKED = 'en-US'

export interface SpeechSettings {
  /** As Twilio writes it. */
  language: string
  /** Null: Twilio's choice. */
  voice: string | null
  /** Left out: what goes with each language; null: Twilio's choice. */
  speechModel?: string | null
  /** By the number called, in E.164, as Twilio writes it. */
  languageByNumber: Map<string, string>
  /** What whoever is greeted hears is spoken too, as two letters. */
  offers: string[]
  problems: string[]
  warnings: { setting: string; warning: string }[]
}

export interface GivenSpeech {
  LANGUAGE?: string | undefined
  VOICE?: string | undefined
  SPEECH_MODEL?: string | undefined
  OFFER_LANGUAGES?: string | undefined
  /** `LANGUAGES`, as far as it could be read. */
  byNumber?: Map<string, string> | undefined
}

export function readSpeech(given: GivenSpeech): SpeechSettings {
  const { LANGUAGE, VOICE } = given
  const { tag, problem, warnings } = readSpoken(LANGUAGE ?? UNASKED)
  const language = tag ?? UNASKED
  const voice = VOICE === undefined ? null : readVoice(VOICE, language)
  const problems = problem ? [`LANGUAGE: ${problem}`] : []
  if (voice && 'problem' in voice) problems.push(`VOICE: ${voice.problem}`)
  const model = readModel(given.SPEECH_MODEL, language)
  const numbers = readNumbers(given.byNumber)
  const offers = readOffers(given.OFFER_LANGUAGES)
  return {
    language,
    voice: voice && 'name' in voice ? voice.name : naturalVoice(language),
    ...(model.name !== undefined && { speechModel: model.name }),
    languageByNumber: numbers.languages,
    offers: offers.languages,
    problems: [...problems, ...model.problems, ...numbers.problems, ...offers.problems],
    warnings: [
      ...warnings.map((warning) => ({ setting: 'LANGUAGE', warning })),
      ...model.warnings.map((warning) => ({ setting: 'SPEECH_MODEL', warning })),
      ...numbers.warnings.map((warning) => ({ setting: 'LANGUAGES', warning })),
    ],
  }
}

/** A language that can be spoken here. */
export function readSpoken(written: string): ReturnType<typeof readLanguage> {
  return readLanguage(written, SPOKEN_LANGUAGES, HEARD_LANGUAGES)
}

function readModel(written: string | undefined, language: string) {
  if (written === undefined) return { problems: [], warnings: [] }
  const model = readSpeechModel(written)
  if ('problem' in model) return { problems: [`SPEECH_MODEL: ${model.problem}`], warnings: [] }
  const { name } = model
  const warnings =
    name === MULTILINGUAL && !hearsAtOnce(language)
      ? [
          `${name} is not known to hear ${language}: where it fails the caller is asked again, and heard by what Twilio chooses`,
        ]
      : []
  return { name: name === 'default' ? null : name, problems: [], warnings }
}

function readNumbers(byNumber = new Map<string, string>()) {
  const languages = new Map<string, string>()
  const problems: string[] = []
  const warnings: string[] = []
  for (const [number, written] of byNumber) {
    const { tag, problem, warnings: told } = readSpoken(written)
    if (tag === null) problems.push(`LANGUAGES: ${number}: ${problem}`)
    else languages.set(number, tag)
    warnings.push(...told)
  }
  return { languages, problems, warnings }
}

function readOffers(written: string | undefined) {
  const given = written?.split(',').map((one) => one.trim()) ?? []
  const unknown = given.filter((one) => languageCode(one) === null)
  const known = SPOKEN_LANGUAGES.join(', ')
  return {
    languages: [...new Set(given.flatMap((one) => languageCode(one) ?? []))],
    problems: unknown.map(
      (one) => `OFFER_LANGUAGES: '${one}' is not spoken here: write some of ${known}, with commas`,
    ),
  }
}
