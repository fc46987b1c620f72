/** The voice that a language is spoken with where none is chosen: Twilio's own `man` sounds like 1999. */
import { CHIRP, GOOGLE, POLLY } from './voices.ts'

/** Of the languages with sentences of ours; as Twilio and Amazon describe them, not listened to. */
const CHOSEN: Record<string, string> = {
  'en-US': 'Polly.Joanna-Neural',
  'en-GB': 'Polly.Amy-Neural',
  'es-ES': 'Polly.Lucia-Neural',
  'es-US': 'Polly.Lupe-Neural',
  'es-MX': 'Polly.Mia-Neural',
  'de-DE': 'Polly.Vicki-Neural',
  'fr-FR': 'Polly.Lea-Neural',
  'fr-CA': 'Polly.Gabrielle-Neural',
  'pt-BR': 'Polly.Camila-Neural',
  'pt-PT': 'Polly.Ines-Neural',
  'it-IT': 'Polly.Bianca-Neural',
  'nl-NL': 'Polly.Laura-Neural',
  'nl-BE': 'Polly.Lisa-Neural',
}

/** Google's that are no `Standard`, the best first. */
const KINDS = ['Chirp3-HD', 'Neural2', 'Wavenet']

/** Null where Twilio has none but the plain ones; `tag` as Twilio writes it. */
export function naturalVoice(tag: string): string | null {
  return CHOSEN[tag] ?? ofPolly(tag) ?? ofGoogle(tag)
}

function ofPolly(tag: string): string | null {
  for (const entry of entriesOf(POLLY, tag)) {
    const [name = '', engines = ''] = entry.split(':')
    if (engines.includes('N')) return `Polly.${name}-Neural`
  }
  return null
}

function ofGoogle(tag: string): string | null {
  const entries = entriesOf(GOOGLE, tag)
  for (const kind of KINDS) {
    const entry = entries.find((one) => one.split(':')[0] === kind)
    if (entry === undefined) continue
    const letters = entry.split(':')[1]
    return `Google.${tag}-${kind}-${letters === undefined ? CHIRP.split(' ')[0]! : letters[0]!}`
  }
  return null
}

function entriesOf(table: string, tag: string): string[] {
  const line = table
    .trim()
    .split('\n')
    .find((one) => one.startsWith(`${tag} `))
  return line?.split(' ').slice(1) ?? []
}
