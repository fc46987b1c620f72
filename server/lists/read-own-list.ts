/** A list of the owner's own: numbers, one a line or in a column of a CSV file. */
import { readPhoneNumber } from '../settings/phone-number.ts'
import { inRounds, type Steps } from '../owner/contact-files/steps.ts'
import { columnsOf, columnsWithoutHeader } from '../owner/contact-files/csv-columns.ts'
import { sureTextOf } from '../owner/contact-files/file-text.ts'
import { readCsvRows } from '../owner/contact-files/read-csv-rows.ts'

export const MOST_OWN_NUMBERS = 300_000
/** Lines that are told to be wrong; what more there are is counted. */
const MOST_TOLD = 100
/** No line that holds a number has more cells. */
const MOST_CELLS = 200

export interface OwnList {
  /** E.164, each with how often the file has it, or says that it was reported. */
  numbers: Map<string, number>
  /** Lines without a number that could be dialled. */
  failed: number
  /** The first of those. */
  failedLines: number[]
  /** There are more numbers than these: nothing is taken. */
  tooMany: boolean
}

/** Calls are answered while it is read. Never rejects for what is in the file. */
export function readOwnList(file: Uint8Array, defaultCountry: string): Promise<OwnList> {
  return inRounds(steps(file, defaultCountry))
}

function* steps(file: Uint8Array, defaultCountry: string): Steps<OwnList> {
  const list: OwnList = { numbers: new Map(), failed: 0, failedLines: [], tooMany: false }
  let columns: readonly number[] | null = null
  let reports = -1
  for (const row of readCsvRows(sureTextOf(file).text)) {
    yield
    if (row === null) continue
    if ('problem' in row || row.cells.length > MOST_CELLS) {
      fail(list, row.line)
      continue
    }
    if (columns === null) {
      const header = columnsOf(row.cells)
      columns = (header ?? columnsWithoutHeader(row.cells))?.numbers ?? null
      reports = header ? row.cells.findIndex((cell) => /^(reports|votes)$/i.test(cell.trim())) : -1
      if (header) continue
    }
    const written = (columns ?? [0])
      .map((index) => row.cells[index] ?? '')
      .filter((one) => one.trim())
    const numbers = written.map((one) => readPhoneNumber(one, defaultCountry))
    const told = Number(row.cells[reports] ?? '')
    const counts = Number.isSafeInteger(told) && told > 0 ? Math.min(told, 1_000_000) : 1
    for (const number of numbers)
      if (number !== null) list.numbers.set(number, (list.numbers.get(number) ?? 0) + counts)
    if (written.length === 0 || numbers.includes(null)) fail(list, row.line)
    if (list.numbers.size > MOST_OWN_NUMBERS) return { ...list, tooMany: true }
  }
  return list
}

function fail(list: OwnList, line: number): void {
  list.failed++
  if (list.failedLines.length < MOST_TOLD) list.failedLines.push(line)
}
