/** The digits of a telephone number as it is written, or what in it is no part of one number. */

export type NumberText =
  | {
      digits: string
      /** It begins with a plus. */
      isAbroad: boolean
      /** With (0) in it, as in +44 (0)20 7946 0018. */
      hasTrunk: boolean
    }
  | { advice: string | null }

/** More than this is no number, however it is written. */
const LONGEST = 250

/** What a spreadsheet makes of a number too wide for its column: 1.41556E+10. */
export const ROUNDED = /^[+-]?\d([.,]\d+)?E\+?\d+$/i

const EXTENSION =
  /(?:;\s*ext=|[\s,;]*\b(?:ext(?:ension)?|extn|durchwahl|dw|poste|int)\b[.:]?|(?<=[\d)\s])x|\s#)\s*\d{1,7}$/i

/** A pause to dial on after, as phones keep it: ,,5# and p5. */
const PAUSE = /(?:,{2,}[\d*#,;pw]*|[;pw][\d*#,;pw]{0,6})$|,\d{1,8}#$|,\d{3,4}$/i

const LABEL = /^(?:tel(?:efon|ephone)?|phone|fon|mobile?|cell|handy)\s*[.:]+\s*(?=[+(\d])/i

/** Whatever is written between the digits of a number; ー is Japan's dash. */
const GRAMMAR = /^[[(]*\s*\+?[\s.()[\]/\p{Pd}−~·ー\d]*$/u

export function readNumberText(written: string): NumberText {
  if (written.length > LONGEST) return { advice: null }
  const whole = asWritten(inPlainDigits(written))
  const text = whole.replace(EXTENSION, '').replace(PAUSE, '').replace(LABEL, '').trim()
  const wrong = whatIsWrong(whole, text)
  if (wrong !== null) return wrong
  return {
    digits: text.replace(/\D/g, ''),
    isAbroad: text.includes('+'),
    hasTrunk: /^[[(]*\s*(\+|00).*(?:[([]\s*0\s*[)\]]|[\s.-]0[\s.-])/.test(text),
  }
}

function whatIsWrong(whole: string, text: string): { advice: string | null } | null {
  if (ROUNDED.test(whole))
    return { advice: 'a spreadsheet has rounded it: make the column text and write all its digits' }
  // 493023125012.0, and 493023125012,00 in other countries, also behind an area or a country of another column.
  const quantity = /^[+-]?\d{5,}[.,]\d{1,2}$|\d{5,}[.,]00$|\d[.,]0$/.exec(whole)
  if (quantity || /^-\d/.test(whole))
    return {
      advice: `a spreadsheet has made a quantity of it: make the column text and write it with +, like +14155550123`,
    }
  if (numbersIn(text).length > 1 || text.replace(/\D/g, '').length > 17) return SEVERAL
  if (/[^\P{L}ー]/u.test(text) && /\d/.test(text))
    return { advice: 'write digits in place of letters' }
  if ((text.match(/\+/g)?.length ?? 0) > 1 || isRepeated(text) || hasStraySlash(text))
    return SEVERAL
  if (!GRAMMAR.test(text) || !/\d/.test(text)) return { advice: null }
  return null
}

const SEVERAL = {
  advice: 'there seems to be more than one number: write each in a line of its own',
}

/** Between numbers that somebody has put into one place. */
const BETWEEN = /:::|[\n\r;,|&]|\s\/\s|\s(?:or|and|oder|und|ou|et|o|y)\s/i

/** One after the other, where several are written; otherwise the whole of it. */
export function numbersIn(written: string): string[] {
  if (written.length > LONGEST || /;\s*(?:ext|phone-context|postd|isub)=/i.test(written))
    return [written]
  const parts = written
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter(Boolean)
  const isEach = parts.every((part) => part.replace(/\P{Nd}/gu, '').length > 4)
  return parts.length > 1 && isEach && !PAUSE.test(written) ? parts : [written]
}

/** `030 1234567 030 1234568` */
function isRepeated(text: string): boolean {
  const groups: string[] = text.match(/\d+/g) ?? []
  const [first = ''] = groups
  return first.length > 2 && first.startsWith('0') && groups.indexOf(first, 1) > 0
}

/** A slash stands behind an area code, as in 030/1234567 or +49 30/1234567, or it parts two numbers. */
function hasStraySlash(text: string): boolean {
  const [before = '', after, more] = text.split('/')
  if (after === undefined) return false
  const digits = before.replace(/\D/g, '').length
  return more !== undefined || digits > (/[+]|^\(?00/.test(before) ? 8 : 6)
}

/** Without the formula or apostrophe that kept a spreadsheet from counting with it, and what URIs add. */
function asWritten(text: string): string {
  const bare = text.replace(/^=\s*'?"?(.*?)"?$|^'+/s, '$1').trim()
  const uri = /^(?:tel|callto|phone):\/*(.*)$/is.exec(bare)?.[1]
  if (uri === undefined) return bare
  // https://www.rfc-editor.org/rfc/rfc3966#section-5.1.5
  const context = /;phone-context=(\+[\d().-]+)/i.exec(uri)?.[1] ?? ''
  const [number = ''] = uri.split(/;(?=[a-z-]+=)/i)
  return number.startsWith('+') ? number : context + number
}

/** Without what address books, browsers and keyboards leave around and in place of plain characters. */
function inPlainDigits(written: string): string {
  return (
    percentDecoded(written)
      // Full-width characters and the many kinds of blank: https://unicode.org/reports/tr15/
      .normalize('NFKC')
      // Contacts on iOS and macOS come with U+202A … U+202C around the number.
      .replace(/\p{Cf}/gu, '')
      .replace(/[\p{Cc}\p{Z}]/gu, ' ')
      .replace(/\p{Nd}/gu, digitOf)
      .trim()
  )
}

/** Digits of every script stand in a row of ten, the first a multiple away that has no digit before it. */
function digitOf(character: string): string {
  const code = character.codePointAt(0)!
  if (code < 0x80) return character
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  // Persian digits end where no others begin; only mathematical ones stand in rows without a gap.
  return String((code - zero) % 10)
}

function percentDecoded(written: string): string {
  if (!/%[0-9a-f]{2}/i.test(written)) return written
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
