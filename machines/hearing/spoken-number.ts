/** A telephone number in what a caller said: digits, or English words, as speech recognition writes them. */

const DIGITS: Record<string, string> = {
  zero: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
}
const TEENS: Record<string, string> = {
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
}
const TENS: Record<string, string> = {
  twenty: '2',
  thirty: '3',
  forty: '4',
  fifty: '5',
  sixty: '6',
  seventy: '7',
  eighty: '8',
  ninety: '9',
}
/** As in `eight hundred`, after a digit. */
const ZEROS: Record<string, string> = { hundred: '00', thousand: '000' }
const REPEATS: Record<string, number> = { double: 2, triple: 3 }

/** The shortest that some country has within a town; the longest is that of E.164. */
const FEWEST_DIGITS = 7
const MOST_DIGITS = 15

/** A word, figures, a plus sign, or a mark that parts what is before from what is after. */
const PIECE = /\p{L}+|\d+|\+|[^\p{L}\d\s+.()-]/gu

/**
 * Digits, with `+` before them where the country was told; null where there is no number. Of several it is
 * the last: people correct themselves.
 */
export function spokenNumber(words: string): string | null {
  const pieces = words.toLowerCase().match(PIECE) ?? []
  const numbers: string[] = []
  for (let at = 0; at < pieces.length; at++) {
    const { digits, length } = digitsFrom(pieces, at)
    const count = digits.replace('+', '').length
    if (count >= FEWEST_DIGITS && count <= MOST_DIGITS) numbers.push(digits)
    at += length
  }
  return numbers.at(-1) ?? null
}

/** The digits that begin there, and how many pieces they take. */
function digitsFrom(pieces: string[], start: number): { digits: string; length: number } {
  let digits = ''
  let at = start
  if (pieces[at] === '+' || pieces[at] === 'plus') {
    digits = '+'
    at += 1
  }
  for (;;) {
    const next = nextDigits(pieces, at, digits)
    if (!next) return { digits, length: at - start }
    digits += next.digits
    at += next.length
  }
}

function nextDigits(
  pieces: string[],
  at: number,
  before: string,
): { digits: string; length: number } | null {
  const piece = pieces[at] ?? ''
  const following = pieces[at + 1] ?? ''
  if (/^\d+$/.test(piece)) return { digits: piece, length: 1 }
  // Between digits it only parts them: `415, 555, 0123`.
  if (piece === ',' && /\d$/.test(before)) {
    const next = nextDigits(pieces, at + 1, '')
    return next && { ...next, length: next.length + 1 }
  }
  if (own(DIGITS, piece)) return { digits: DIGITS[piece]!, length: 1 }
  if (own(TEENS, piece)) return { digits: TEENS[piece]!, length: 1 }
  if (own(TENS, piece))
    return own(DIGITS, following) && DIGITS[following] !== '0'
      ? { digits: TENS[piece]! + DIGITS[following]!, length: 2 }
      : { digits: `${TENS[piece]!}0`, length: 1 }
  if (own(ZEROS, piece) && /\d$/.test(before)) return { digits: ZEROS[piece]!, length: 1 }
  const repeated = isZeroLetter(following) ? '0' : (DIGITS[following] ?? following)
  if (own(REPEATS, piece) && /^\d$/.test(repeated))
    return { digits: repeated.repeat(REPEATS[piece]!), length: 2 }
  // `Oh, 415 …` is a sigh, `four oh seven` a digit.
  if (
    isZeroLetter(piece) &&
    (/\d$/.test(before) || own(DIGITS, following) || own(REPEATS, following))
  )
    return { digits: '0', length: 1 }
  return null
}

function isZeroLetter(piece: string): boolean {
  return piece === 'oh' || piece === 'o'
}

function own(table: object, name: string): boolean {
  return Object.hasOwn(table, name)
}
