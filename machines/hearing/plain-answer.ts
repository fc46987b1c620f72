/** Whether a caller only said yes or no, in the languages that the concierge speaks; whoever says more has a message. */

import { HEARD } from './languages/heard.ts'

/** Longer is no mere yes or no, whatever it is made of. */
const MOST_CHARACTERS = 120

type Said = 'yes' | 'no' | 'beside'

const languages = Object.values(HEARD)

const MEANT = new Map<string, Said>(
  (['beside', 'yes', 'no'] as const).flatMap((meant) =>
    languages.flatMap((language) =>
      language[meant].split('|').map((phrase) => [phrase.replaceAll('’', "'"), meant] as const),
    ),
  ),
)

/** In words. */
const LONGEST = Math.max(...[...MEANT.keys()].map((phrase) => phrase.split(' ').length))

/** `no` where it is said with a yes too, as in `no, that's okay`; null where there is more to it, or nothing. */
export function plainAnswer(words: string): 'yes' | 'no' | null {
  if (words.length > MOST_CHARACTERS) return null
  const plain = words.normalize('NFC').toLowerCase().replaceAll('’', "'")
  const heard = plain.match(/[\p{L}\p{N}']+/gu) ?? []
  const meant = new Set<Said>()
  for (let at = 0; at < heard.length;) {
    const length = lengthOfPhrase(heard, at)
    if (length === 0) return null
    meant.add(MEANT.get(heard.slice(at, at + length).join(' '))!)
    at += length
  }
  if (meant.has('no')) return 'no'
  return meant.size > 0 ? 'yes' : null
}

/** Of the longest that begins there; 0 where none does. */
function lengthOfPhrase(heard: string[], at: number): number {
  for (let length = Math.min(LONGEST, heard.length - at); length > 0; length--)
    if (MEANT.has(heard.slice(at, at + length).join(' '))) return length
  return 0
}
