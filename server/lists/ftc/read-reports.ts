/** The rows of one of the FTC's files, as reports. */
import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import type { Report } from '../../../storage/rules/list-numbers.ts'
import { ListError } from '../list-error.ts'

/** It takes 1.2 MB for a day. */
const MOST_BYTES = 16 * 2 ** 20
/** Of a Monday some 30,000. */
const MOST_ROWS = 100_000
const LONGEST_ROW = 16 * 1024
const BEGINNING = 512

/** Ten digits of the North American plan, whether given out or not: what callers claim is often neither. */
const NUMBER = /^(?:\+?1)?([2-9]\d{9})$/
const COLUMN = 'companyphonenumber'
const CREATED = 'createddate'

/**
 * Its reports, as they come. `day`: of the file, for rows that tell none. Rejects with `ListError` where it is no such
 * file, as where a missing one is answered with a page; what came before stands.
 */
export async function* readReports(
  body: AsyncIterable<Uint8Array>,
  day: string,
): AsyncGenerator<Report> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
  })
  const feeding = pipeline(bounded(body), parser)
  // What is wrong with the body ends the reading below; here it is only kept from being nobody's.
  feeding.catch(() => undefined)
  let columns: { number: number; created: number; count: number } | null = null
  let rows = 0
  try {
    for await (const row of parser as AsyncIterable<string[]>)
      if (columns === null) columns = columnsOf(row)
      else if (++rows > MOST_ROWS) throw new ListError(`has more than ${MOST_ROWS} rows`)
      else if (row.length === columns.count) {
        const report = reportIn(row, columns, day)
        if (report) yield report
      }
  } catch (error) {
    if (error instanceof ListError) throw error
    throw new ListError('broke off', { cause: error })
  }
  await feeding
  if (columns === null) throw new ListError('is empty')
}

/** Throws where there is more of it than a day can bring, or it is a page. */
async function* bounded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0
  let begun = Buffer.alloc(0)
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > MOST_BYTES) throw new ListError(`is longer than ${MOST_BYTES / 2 ** 20} MB`)
    if (begun.length < BEGINNING) begun = Buffer.concat([begun, piece.subarray(0, BEGINNING)])
    // Some answer that there is nothing with a page, and 200.
    if (/^[\s\ufeff]*</.test(begun.toString('utf8'))) throw new ListError('is a page, not a file')
    yield piece
  }
}

function columnsOf(header: string[]): { number: number; created: number; count: number } {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''))
  const number = names.indexOf(COLUMN)
  if (number < 0) throw new ListError('is another file: it has no column Company_Phone_Number')
  return { number, created: names.indexOf(CREATED), count: header.length }
}

function reportIn(
  row: string[],
  { number, created }: { number: number; created: number },
  fileDay: string,
): Report | null {
  const [, digits] = NUMBER.exec((row[number] ?? '').replace(/[\s().-]/g, '')) ?? []
  if (digits === undefined) return null
  const [told = ''] = (row[created] ?? '').trim().split(/[ T]/, 1)
  // Later than its file it cannot be.
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(told) && !Number.isNaN(Date.parse(told))
  const day = isDay && told < fileDay ? told : fileDay
  return { key: keyOf(row), phoneNumber: `+1${digits}`, day }
}

/**
 * They have no number of their own, so a row is known by all it says. 52 bits, which JavaScript holds exactly: of a
 * million rows it is one in a thousand that any two are taken for one.
 */
function keyOf(row: string[]): number {
  const text = row.map((cell) => cell.trim()).join('\u001f')
  const hash = createHash('sha256').update(text).digest()
  return Number(hash.readBigUInt64BE(0) >> 12n)
}
