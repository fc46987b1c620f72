/** Whether what a caller says may cost a life, in the languages that the concierge speaks. */
import { HEARD } from './languages/heard.ts'

/** More than anybody says in one turn. */
const MOST_CHARACTERS = 4_000

const perils = Object.values(HEARD).flatMap(({ peril }) => peril)
const PERIL = new RegExp(`(?<!\\p{L})(?:${perils.join('|')})(?!\\p{L})`, 'iu')

/** Once too often is the better mistake: what follows is one sentence more. */
export function lifeAtRisk(words: string): boolean {
  const plain = words.slice(0, MOST_CHARACTERS).normalize('NFC').replaceAll('’', "'")
  return PERIL.test(plain)
}
