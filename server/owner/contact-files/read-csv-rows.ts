/** The rows of a CSV file, where a broken row costs itself and no other. */
import { CsvError, parse } from 'csv-parse/sync'
import {
  afterLineEnd,
  countLineEnds,
  lineEnd,
  LONGEST_QUOTED,
  readRecord,
  type CsvRecord,
} from './csv-record.ts'

export type CsvRow = { line: number; cells: string[] } | { line: number; problem: string }

/** Whoever sends more has sent something else; each costs a second look. */
const MOST_BROKEN = 1000
/** So many records without anything in them are passed over at once. */
const MOST_EMPTY = 1000

const NOT_CLOSED =
  'A quotation mark is not closed: write " at both ends of the text, and "" for one inside it.'

/**
 * Separated by commas, semicolons or tabs. Empty rows are left out; where there are many, null comes in their
 * place. Takes linear time.
 */
export function* readCsvRows(written: string): Generator<CsvRow | null> {
  const text = written.toWellFormed()
  const delimiter = delimiterOf(text)
  let broken = 0
  let empty = 0
  let at = skipSeparatorLine(text)
  let line = at > 0 ? 2 : 1
  while (at < text.length) {
    const record = readRecord(text, at, delimiter)
    if (!record && ++broken > MOST_BROKEN) {
      const problem = `More than ${MOST_BROKEN} rows are broken: nothing was read from here on. Save the file as CSV again.`
      yield { line, problem }
      return
    }
    const { cells, next } = record ?? readLeniently(text, at, delimiter)
    if (!cells) yield { line, problem: NOT_CLOSED }
    else if (cells.some((cell) => cell.trim())) yield { line, cells }
    else if (++empty % MOST_EMPTY === 0) yield null
    line += countLineEnds(text, at, next)
    at = next
  }
}

/** Not closed here, a quotation mark would take in the rows below it: this line has to do alone. */
function readLeniently(text: string, at: number, delimiter: string) {
  const end = lineEnd(text, at)
  const next = afterLineEnd(text, end)
  const cells = end - at > LONGEST_QUOTED ? null : cellsOf(text.slice(at, end), delimiter)
  return { cells, next } satisfies Pick<CsvRecord, 'next'> & { cells: string[] | null }
}

function cellsOf(line: string, delimiter: string): string[] | null {
  try {
    // Lenient and trimming it would refuse `"Jane" Doe`.
    const [cells] = parse(line, { delimiter, relax_column_count: true, relax_quotes: true })
    return cells ?? []
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

const SEPARATOR_LINE = /^sep=([,;\t])(\r\n|\n|\r)/i

/** Excel's own first line. */
function skipSeparatorLine(text: string): number {
  return SEPARATOR_LINE.exec(text)?.[0].length ?? 0
}

/** The one that stands most often in the first line. */
function delimiterOf(text: string): string {
  const told = SEPARATOR_LINE.exec(text)?.[1]
  if (told) return told
  const from = text.search(/[^\r\n ]/)
  const first =
    from < 0 ? '' : text.slice(from, Math.min(lineEnd(text, from), from + LONGEST_QUOTED))
  const bare = first.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark
}
