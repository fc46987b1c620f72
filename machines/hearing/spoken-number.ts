/** A telephone number in what a caller said: digits, or the words of a language, as speech recognition writes them. */
import { HEARD, languageCode } from './languages/heard.ts'
import type { HeardLanguage } from './languages/heard-language.ts'

/** The shortest that some country has within a town; the longest is that of E.164. */
const FEWEST_DIGITS = 7
const MOST_DIGITS = 15

/** More than anybody says in one turn. */
const MOST_CHARACTERS = 4_000

/** `quatre vingt dix neuf`. */
const LONGEST_NUMERAL = 4

/** Before the code of a country, in the words of all of them. */
const PLUS = new Set(['plus', 'mas', 'mais', 'piu'])

/** A word, figures, a plus sign, or a mark that parts what is before from what is after. */
const PIECE = /\p{L}+|\d+|\+|[^\p{L}\d\s+.()-]/gu

/**
 * Digits, with `+` before them where the country was told; null where there is no number. Of several it is
 * the last: people correct themselves. `language` is that of the call, a BCP 47 tag; English is understood beside it.
 */
export function spokenNumber(words: string, language?: string | null): string | null {
  const pieces = piecesOf(words)
  const code = languageCode(language) ?? 'en'
  const found = lastNumber(pieces, HEARD[code])
  return found ?? (code === 'en' ? null : lastNumber(pieces, HEARD.en))
}

/** Without accents, which speech recognition now sets and now does not. */
function piecesOf(words: string): string[] {
  const plain = words
    .slice(0, MOST_CHARACTERS)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
  return plain.toLowerCase().match(PIECE) ?? []
}

function lastNumber(pieces: string[], language: HeardLanguage): string | null {
  const numbers: string[] = []
  for (let at = 0; at < pieces.length; at++) {
    const { digits, length } = digitsFrom(pieces, at, language)
    const count = digits.replace('+', '').length
    if (count >= FEWEST_DIGITS && count <= MOST_DIGITS) numbers.push(digits)
    at += length
  }
  return numbers.at(-1) ?? null
}

interface Digits {
  digits: string
  /** How many pieces they take. */
  length: number
}

/** The digits that begin there. */
function digitsFrom(pieces: string[], start: number, language: HeardLanguage): Digits {
  let digits = ''
  let at = start
  if (pieces[at] === '+' || PLUS.has(pieces[at] ?? '')) {
    digits = '+'
    at += 1
  }
  for (;;) {
    const next = nextDigits(pieces, at, digits, language)
    if (!next) return { digits, length: at - start }
    digits += next.digits
    at += next.length
  }
}

function nextDigits(
  pieces: string[],
  at: number,
  before: string,
  language: HeardLanguage,
): Digits | null {
  const piece = pieces[at] ?? ''
  const following = pieces[at + 1] ?? ''
  if (/^\d+$/.test(piece)) return { digits: piece, length: 1 }
  // Between digits it only parts them: `415, 555, 0123`.
  if (piece === ',' && /\d$/.test(before)) {
    const next = nextDigits(pieces, at + 1, '', language)
    return next && { ...next, length: next.length + 1 }
  }
  const numeral = numeralAt(pieces, at, language)
  if (numeral) return numeral
  const { zeros, repeats, numerals } = language
  if (own(zeros, piece) && /\d$/.test(before)) return { digits: zeros[piece]!, length: 1 }
  const isEnglish = language === HEARD.en
  const repeated =
    isEnglish && isZeroLetter(following)
      ? '0'
      : own(numerals, following)
        ? numerals[following]!
        : following
  if (own(repeats, piece) && /^\d$/.test(repeated))
    return { digits: repeated.repeat(repeats[piece]!), length: 2 }
  // `Oh, 415 …` is a sigh, `four oh seven` a digit.
  if (
    isEnglish &&
    isZeroLetter(piece) &&
    (/\d$/.test(before) || isDigit(following, language) || own(repeats, following))
  )
    return { digits: '0', length: 1 }
  return null
}

/** The longest that begins there: `twenty` is not yet `twenty three`. */
function numeralAt(pieces: string[], at: number, { numerals }: HeardLanguage): Digits | null {
  for (let length = LONGEST_NUMERAL; length > 0; length--) {
    const words = pieces.slice(at, at + length).join(' ')
    if (own(numerals, words)) return { digits: numerals[words]!, length }
  }
  return null
}

function isDigit(word: string, { numerals }: HeardLanguage): boolean {
  return own(numerals, word) && numerals[word]!.length === 1
}

function isZeroLetter(piece: string): boolean {
  return piece === 'oh' || piece === 'o'
}

function own(table: object, name: string): boolean {
  return Object.hasOwn(table, name)
}
