/** One record of a CSV file, read strictly: https://www.rfc-editor.org/rfc/rfc4180 */

export interface CsvRecord {
  /** Trimmed, but not within quotation marks. At most `MOST_CELLS`, and one more where there are more. */
  cells: string[]
  /** Where the next one begins. */
  next: number
}

/** Exports have about a hundred columns, and spreadsheets thousands of empty ones behind them. */
export const MOST_CELLS = 1_000
/** In characters: a quotation mark that is not closed by then is taken for one that never is. */
export const LONGEST_QUOTED = 64 * 1024

const QUOTE = 34
const CR = 13
const LF = 10
/** Blank, tab, vertical tab, form feed, and the blank that does not break. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 11 || code === 12 || code === 160
}

/** Null where it is broken: a quotation mark stands within a cell, or is not closed. Looks at each character once. */
export function readRecord(text: string, start: number, delimiter: string): CsvRecord | null {
  const mark = delimiter.charCodeAt(0)
  const cells: string[] = []
  let at = start
  for (;;) {
    at = afterBlanks(text, at, mark)
    let cell: string
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at + 1)
      if (end < 0) return null
      // Of two the second is the text's.
      cell = text.slice(at + 1, end).replaceAll('""', '"')
      at = afterBlanks(text, end + 1, mark)
      if (!isEnd(text.charCodeAt(at), mark)) return null
    } else {
      const from = at
      for (let code = text.charCodeAt(at); !isEnd(code, mark); code = text.charCodeAt(++at))
        if (code === QUOTE) return null
      cell = at === from ? '' : text.slice(from, at).trimEnd()
    }
    if (cells.length < MOST_CELLS || (cells.length === MOST_CELLS && cell !== '')) cells.push(cell)
    if (text.charCodeAt(at) !== mark) return { cells, next: afterLineEnd(text, at) }
    at++
  }
}

function afterBlanks(text: string, from: number, mark: number): number {
  let at = from
  for (let code = text.charCodeAt(at); isBlank(code) && code !== mark; code = text.charCodeAt(at))
    at++
  return at
}

/** Whether a cell ends here; behind the end of the text there is no code. */
function isEnd(code: number, mark: number): boolean {
  return code === mark || code === CR || code === LF || Number.isNaN(code)
}

/** Negative where there is none, as far as one is looked for. */
function closingQuote(text: string, from: number): number {
  const most = Math.min(text.length, from + LONGEST_QUOTED)
  for (let at = from; at < most; at++)
    if (text.charCodeAt(at) === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) return at
      at++
    }
  return -1
}

/** Where the line ends that the position is in. */
export function lineEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && text.charCodeAt(end) !== CR && text.charCodeAt(end) !== LF) end++
  return end
}

export function afterLineEnd(text: string, end: number): number {
  const isPair = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF
  return Math.min(text.length, end + (isPair ? 2 : 1))
}

export function countLineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++
  }
  return count
}
