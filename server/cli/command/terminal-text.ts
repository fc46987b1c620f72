/** Words from strangers, made fit for a terminal, and columns that line up. */
import { stripVTControlCharacters } from 'node:util'

// A terminal obeys control characters, and the marks that turn the direction of writing make a line
// read as another one: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
// oxlint-disable-next-line no-control-regex
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g

/** On one line, free of whatever a terminal would obey. */
export function forTerminal(text: string): string {
  return stripVTControlCharacters(text).replace(OBEYED, ' ').trim()
}

/** JSON with the same values whose text a terminal shows as it stands; JSON itself leaves C1 controls alone. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    OBEYED_IN_JSON,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const OBEYED_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

// https://www.unicode.org/reports/tr11/: wide are the scripts of East Asia, their full-width forms, and emoji.
const WIDE =
  /^(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]|\ufe0f/u
const UNSEEN = /^[\p{Mark}\p{Format}]+$/u

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

function widthOfSign(sign: string): number {
  if (WIDE.test(sign)) return 2
  return UNSEEN.test(sign) ? 0 : 1
}

/** How many columns of a terminal a line takes. */
export function displayWidth(line: string): number {
  let width = 0
  for (const { segment } of signs.segment(line)) width += widthOfSign(segment)
  return width
}

/** At most `most` columns wide; what is cut off ends in an ellipsis. */
export function cutTo(most: number, line: string): string {
  if (displayWidth(line) <= most) return line
  let kept = ''
  let width = 1
  for (const { segment } of signs.segment(line)) {
    width += widthOfSign(segment)
    if (width > most) break
    kept += segment
  }
  return `${kept}…`
}

/**
 * Rows as lines, their cells in line. Where `columns` is given and they do not fit, the cells of the
 * column `flexible` are cut.
 */
export function alignRows(rows: string[][], flexible: number, columns?: number): string[] {
  const clean = rows.map((row) => row.map(forTerminal))
  const widths: number[] = []
  for (const row of clean)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell))
  const total = widths.reduce((sum, width) => sum + width + 2, -2)
  if (columns !== undefined && total > columns)
    widths[flexible] = Math.max(8, widths[flexible]! - (total - columns))
  return clean.map((row) =>
    row
      .map((cell, index) => {
        const cut = cutTo(widths[index]!, cell)
        return cut + ' '.repeat(widths[index]! - displayWidth(cut))
      })
      .join('  ')
      .trimEnd(),
  )
}
