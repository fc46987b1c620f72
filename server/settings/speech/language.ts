/** Which language is heard and spoken: one that Twilio has, and what is told of the others that we know of. */
import { BOTH, ONLY_HEARD, ONLY_SPOKEN } from './languages.ts'

export interface Language {
  /** As Twilio writes it; null where there is none such. */
  tag: string | null
  /** Why, and what to write. */
  problem?: string
  /** What goes less well than one may think. */
  warnings: string[]
}

const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i

/** `spoken` are the languages of our sentences, `understood` those of the rules, as two letters. */
export function readLanguage(written: string, spoken: string[], understood: string[]): Language {
  const given = inBcp47(written)
  if (!TAG.test(given))
    return { tag: null, problem: 'give a language tag, like en-US', warnings: [] }
  const tag = listed(given, `${BOTH} ${ONLY_HEARD} ${ONLY_SPOKEN}`)
  if (tag === undefined) return { tag: null, problem: whatToWrite(given), warnings: [] }
  return { tag, warnings: warningsOf(tag, spoken, understood) }
}

/**
 * Desktops set LANGUAGE for gettext, like `de_AT:de`, and LANG has an encoding behind it, like `de_AT.UTF-8`.
 * https://www.gnu.org/software/gettext/manual/html_node/The-LANGUAGE-variable.html
 */
function inBcp47(written: string): string {
  return written
    .split(':')[0]!
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-')
}

function listed(tag: string, list: string): string | undefined {
  const lower = tag.toLowerCase()
  return tags(list).find((known) => known.toLowerCase() === lower)
}

function tags(list: string): string[] {
  return list.trim().split(/\s+/)
}

function whatToWrite(given: string): string {
  const [canonical = given] = canonicalOf(given)
  const [language = ''] = canonical.toLowerCase().split('-')
  const nearest = listed(canonical, BOTH)
  const near = nearest ? [nearest] : tags(BOTH).filter((tag) => tag.startsWith(`${language}-`))
  if (near.length > 0) return `Twilio has no ${given}: write ${near.slice(0, 8).join(', ')}`
  return `Twilio neither hears nor speaks ${given}: give a language tag like en-US, de-DE, fr-FR or es-ES`
}

function canonicalOf(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag)
  } catch {
    return []
  }
}

function warningsOf(tag: string, spoken: string[], understood: string[]): string[] {
  const language = tag.split('-')[0]!
  const warnings: string[] = []
  if (listed(tag, ONLY_SPOKEN))
    warnings.push(`Twilio speaks ${tag} but does not list it among what it hears: ${nearOf(tag)}`)
  if (listed(tag, ONLY_HEARD))
    warnings.push(`Twilio hears ${tag} but does not list it among what it speaks: ${nearOf(tag)}`)
  if (!spoken.includes(language))
    warnings.push(
      `there are no fixed sentences in ${nameOf(language)}: the greeting and the goodbye are in English, see prompts/speech/`,
    )
  if (!understood.includes(language))
    warnings.push(
      `the built-in rules understand ${understood.map(nameOf).join(', ')} only: calls in ${nameOf(language)} are judged by a model, and where none answers not understood`,
    )
  return warnings
}

function nearOf(tag: string): string {
  const same = tags(BOTH).filter((known) => known.split('-')[0] === tag.split('-')[0])
  return same.length > 0 ? `rather write ${same.slice(0, 4).join(' or ')}` : 'try a call'
}

let names: Intl.DisplayNames | undefined

/** Making the list of names takes a tenth of a second of every start, and hardly any needs one. */
function nameOf(language: string): string {
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  return names.of(language) ?? language
}
