/** Whether a caller said yes, in the languages that the concierge speaks. */
import { HEARD } from './languages/heard.ts'

const languages = Object.values(HEARD)

/** After them a yes is none: `no, not this one, yes, another`. */
const NO = anyOf(languages.map(({ refusal }) => refusal))
const YES = anyOf(languages.map(({ consent }) => consent))

/** More than anybody says in one turn. */
const MOST_CHARACTERS = 4_000

/** No where it is neither: who is asked for consent and speaks of something else has not given it. */
export function saidYes(words: string): boolean {
  const plain = words.slice(0, MOST_CHARACTERS).normalize('NFC').replaceAll('’', "'")
  return YES.test(plain) && !NO.test(plain)
}

function anyOf(phrases: string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${phrases.join('|')})(?!\\p{L})`, 'iu')
}
