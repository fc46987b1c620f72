/** Whether what was asked ahead is what is asked now: every fact the same, and of the last words all but their writing. */
import { isDeepStrictEqual } from 'node:util'
import type { ScreeningInput } from '../../machines/ports.ts'

/** Punctuation that is spoken, and so a word: "50%", "AT&T". */
const SPOKEN = /[%‰&@#*/\\§¶]/u

/** Between digits it is part of the number: 3.5 is not 35. */
const BESIDE_WORDS = /(?<!\p{N}(?=\p{P}\p{N}))\p{P}/gu

/**
 * Words as they sound: recognition puts capitals and full stops in at the end. Punctuation parts words, so that "we're"
 * and "were" stay apart.
 */
export function plainWords(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(BESIDE_WORDS, (mark) => (SPOKEN.test(mark) ? mark : ' '))
      .replace(/\s+/gu, ' ')
      .trim()
      // Down and up: ẞ is SS in no other way, and ς is σ. https://www.unicode.org/reports/tr44/#Casemapping
      .toLowerCase()
      .toUpperCase()
      .normalize('NFKC')
  )
}

export function isSameQuestion(one: ScreeningInput, other: ScreeningInput): boolean {
  return isDeepStrictEqual(withPlainEnd(one), withPlainEnd(other))
}

function withPlainEnd({ said, ...input }: ScreeningInput): ScreeningInput {
  const last = said.at(-1)
  if (!last) return { said, ...input }
  return { said: [...said.slice(0, -1), { ...last, text: plainWords(last.text) }], ...input }
}
