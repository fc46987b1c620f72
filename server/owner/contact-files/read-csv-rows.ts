/** The rows of a CSV file, where a broken row costs itself and no other. */
import { CsvError, parse } from 'csv-parse/sync'

export type CsvRow = { line: number; cells: string[] } | { line: number; problem: string }

/** Whoever sends more has sent something else; each costs a new start of the parser. */
const MOST_BROKEN = 1000

const NOT_CLOSED =
  'A quotation mark is not closed: write " at both ends of the text, and "" for one inside it.'

/**
 * Separated by commas, semicolons or tabs. Empty rows are left out. `onCount` hears how many there are so
 * far, the header among them; what it throws ends the reading.
 */
export function readCsvRows(
  text: string,
  onCount: (rows: number) => void = () => undefined,
): CsvRow[] {
  const octets = Buffer.from(text)
  const delimiter = delimiterOf(text)
  const rows: CsvRow[] = []
  let broken = 0
  let at = skipSeparatorLine(text)
  let line = at > 0 ? 2 : 1

  function advance(to: number) {
    line += countLineEnds(octets, at, to)
    at = to
  }
  function add(cells: string[]) {
    if (!cells.some((cell) => cell.trim())) return
    rows.push({ line, cells })
    onCount(rows.length)
  }

  while (at < octets.length) {
    const start = at
    const error = parseRecords(octets.subarray(start), delimiter, false, (cells, bytes) => {
      add(cells)
      advance(start + bytes)
    })
    if (!error) break
    if (++broken > MOST_BROKEN) {
      const problem = `More than ${MOST_BROKEN} rows are broken: nothing was read from here on. Save the file as CSV again.`
      rows.push({ line, problem })
      break
    }
    // Not closed here, a quotation mark would take in the rows below it: this line has to do alone.
    const end = lineEnd(octets, at)
    if (parseRecords(octets.subarray(at, end), delimiter, true, add))
      rows.push({ line, problem: NOT_CLOSED })
    advance(afterLineEnd(octets, end))
  }
  return rows
}

function parseRecords(
  octets: Uint8Array,
  delimiter: string,
  isLenient: boolean,
  onRecord: (cells: string[], bytes: number) => void,
): CsvError | null {
  try {
    parse(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: isLenient,
      // Lenient and trimming it would refuse `"Jane" Doe`.
      trim: !isLenient,
      // Its own count of lines takes a CRLF between quotation marks for two (7.0.3): octets are counted.
      on_record: (cells: string[], { bytes }) => {
        onRecord(cells, bytes)
        return null
      },
    })
    return null
  } catch (error) {
    if (error instanceof CsvError) return error
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
  const [firstLine = ''] = text.replace(/^[\r\n ]+/, '').split(/[\r\n]/, 1)
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark
}

const CR = 13
const LF = 10

function lineEnd(octets: Uint8Array, from: number): number {
  let end = from
  while (end < octets.length && octets[end] !== CR && octets[end] !== LF) end++
  return end
}

function afterLineEnd(octets: Uint8Array, end: number): number {
  return Math.min(octets.length, end + (octets[end] === CR && octets[end + 1] === LF ? 2 : 1))
}

function countLineEnds(octets: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++)
    if (octets[i] === LF || (octets[i] === CR && octets[i + 1] !== LF)) count++
  return count
}
