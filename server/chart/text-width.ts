/** How wide a text is at most, in letters whose size is 1: nobody measures where the chart is laid out. */

/** After DejaVu Sans, the widest of the letters that systems show pages in. */
const WIDTHS: [RegExp, number][] = [
  [/[ijl.,:;'|! ]/, 0.32],
  [/[frt()[\]-]/, 0.41],
  [/[mwMW…]/, 0.97],
  [/[A-Z]/, 0.75],
  [/[\x20-\x7e]/, 0.64],
]

export function textWidth(text: string, size: number): number {
  let width = 0
  for (const sign of text) width += widthOf(sign)
  return width * size
}

function widthOf(sign: string): number {
  return WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? 1
}
