/** Whether Twilio has a voice, and whether it speaks the language: else its Say fails, and with it every call. */
import { BASIC, CHIRP, GOOGLE, POLLY } from './voices.ts'

const ENGINES: Record<string, string> = { S: '', N: '-Neural', G: '-Generative' }

/** Under whose names the same language goes. */
const SAME: Record<string, string> = { arb: 'ar', cmn: 'zh', yue: 'zh' }

/** Every voice by its name in lower case: its name, and the languages that it speaks. */
type Voices = Map<string, { name: string; languages: Set<string> }>

/** The voice as Twilio writes it, or why there is none such. `language` is a tag like en-US. */
export function readVoice(
  written: string,
  language: string,
): { name: string } | { problem: string } {
  const voice = allVoices().get(written.toLowerCase())
  if (!voice)
    return {
      problem: `Twilio has no voice ${written}: ${suggestion(written, language)}; see https://www.twilio.com/docs/voice/twiml/say/text-speech`,
    }
  if (voice.languages.size > 0 && !voice.languages.has(primary(language)))
    return {
      problem: `${voice.name} does not speak ${language}, and every sentence would fail: ${suggestion('', language)}, or leave it out`,
    }
  return { name: voice.name }
}

function suggestion(written: string, language: string): string {
  const said = written.toLowerCase().replace(/^(polly|google)\./, '')
  const voices = [...allVoices().values()].map(({ name }) => name)
  const like = said.length > 2 && voices.filter((name) => name.toLowerCase().includes(said))
  const here = voices.filter((name) =>
    allVoices().get(name.toLowerCase())?.languages.has(primary(language)),
  )
  const chosen = like && like.length > 0 ? like : here
  return `write ${chosen.slice(0, 3).join(', ') || 'one of its list'}`
}

function primary(tag: string): string {
  const language = tag.split('-')[0]!.toLowerCase()
  return SAME[language] ?? language
}

let made: Voices | undefined

function allVoices(): Voices {
  if (made) return made
  made = new Map()
  const add = (name: string, language?: string) => {
    const voice = made!.get(name.toLowerCase()) ?? { name, languages: new Set() }
    made!.set(name.toLowerCase(), voice)
    if (language) voice.languages.add(primary(language))
  }
  for (const name of BASIC) add(name)
  for (const [language, entries] of rows(POLLY))
    for (const [name, engines = ''] of entries)
      for (const engine of engines) add(`Polly.${name}${ENGINES[engine]}`, language)
  for (const [language, entries] of rows(GOOGLE))
    for (const [kind, letters] of entries)
      for (const letter of letters ?? CHIRP.split(' '))
        add(`Google.${language}-${kind}-${letter}`, language)
  return made
}

/** Lines of a language and its entries, `name:letters`. */
function rows(table: string): [language: string, entries: string[][]][] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [language = '', ...entries] = line.split(' ')
      return [language, entries.map((entry) => entry.split(':'))]
    })
}
