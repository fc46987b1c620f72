/** Columns of a terminal that line up, whatever the script. */
import stringWidth from 'string-width'
import { forTerminal } from './terminal-text.ts'

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** At most `most` columns wide; what is cut off ends in an ellipsis. */
export function cutTo(most: number, line: string): string {
  if (stringWidth(line) <= most) return line
  let kept = ''
  let width = 1
  for (const { segment } of signs.segment(line)) {
    width += stringWidth(segment)
    if (width > most) break
    kept += segment
  }
  return `${kept}…`
}

/** A name cut any shorter says nothing. */
const LEAST = 8

/**
 * Rows as lines, their cells in line. Where `columns` is given and they do not fit, the cells of the
 * column `flexible` are cut.
 */
export function alignRows(rows: string[][], flexible: number, columns?: number): string[] {
  const clean = rows.map((row) => row.map(forTerminal))
  const widths: number[] = []
  for (const row of clean)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))
  const total = widths.reduce((sum, width) => sum + width + 2, -2)
  if (columns !== undefined && total > columns)
    widths[flexible] = Math.min(
      widths[flexible]!,
      Math.max(LEAST, widths[flexible]! - (total - columns)),
    )
  return clean.map((row) =>
    row
      .map((cell, index) => {
        const cut = cutTo(widths[index]!, cell)
        return cut + ' '.repeat(widths[index]! - stringWidth(cut))
      })
      .join('  ')
      .trimEnd(),
  )
}
