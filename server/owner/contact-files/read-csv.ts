/** A contact list as CSV, ours or one that a spreadsheet, Google or Outlook has written. */
import { type ContactLine, distinct, failed, judgeContact } from './contact-line.ts'
import { columnsOf, columnsWithoutHeader, type CsvColumns } from './csv-columns.ts'
import { firstLabel } from './first-label.ts'
import { withoutFormulaGuard } from './formula-guard.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { ReadOptions } from './read-options.ts'

const NO_HEADER =
  'No column holds a telephone number: begin the file with the line phone_number,contact_name,category,is_active.'

/** One entry for each number, and for each row that gives none. */
export function readCsv(text: string, options: ReadOptions): ContactLine[] {
  let columns: CsvColumns | null = null
  let width = 0
  const lines: ContactLine[] = []
  for (const row of readCsvRows(text)) {
    if ('problem' in row) {
      lines.push(failed(row.line, row.problem, null))
      continue
    }
    if (!columns) {
      width = row.cells.length
      columns = columnsOf(row.cells)
      if (columns) continue
      columns = columnsWithoutHeader(row.cells)
      if (!columns) return [...lines, failed(row.line, NO_HEADER, null)]
    }
    lines.push(...readRow(row.line, row.cells, width, columns, options))
  }
  return lines
}

function readRow(
  line: number,
  cells: string[],
  width: number,
  columns: CsvColumns,
  options: ReadOptions,
): ContactLine[] {
  const cell = (index: number | null) => (index === null ? '' : (cells[index]?.trim() ?? ''))
  const name = withoutFormulaGuard(nameIn(columns, cell))
  // Too few are taken for empty ones: spreadsheets leave those at the end out.
  if (cells.slice(width).some((surplus) => surplus.trim()))
    return [failed(line, tooMany(cells.length, width), name)]
  const isActive = readIsActive(cell(columns.isActive))
  if (isActive === null) return [failed(line, 'Write true or false under is_active.', name)]
  const numbers = columns.numbers.flatMap((index) => splitNumbers(cell(index)))
  if (numbers.length === 0)
    return [failed(line, 'There is no telephone number here: write one, or leave it out.', name)]
  const category = categoryIn(columns, cell) || options.category
  return distinct(
    numbers.map((number) =>
      judgeContact({ line, number, name, category, isActive }, options.defaultCountry),
    ),
  )
}

function nameIn(columns: CsvColumns, cell: (index: number) => string): string {
  const names = columns.names.map((indexes) => indexes.map(cell).filter(Boolean).join(' '))
  return names.find(Boolean) ?? ''
}

function categoryIn(columns: CsvColumns, cell: (index: number) => string): string {
  if (!columns.category) return ''
  const written = withoutFormulaGuard(cell(columns.category.index))
  // Google puts ::: between labels, Outlook a semicolon.
  return columns.category.isList ? firstLabel(written.split(/:::|;/)) : written
}

/** Google puts ::: between the numbers of one kind. An apostrophe or ="…" makes text in a spreadsheet. */
function splitNumbers(written: string): string[] {
  return written
    .split(/:::|\n/)
    .map((number) => number.trim().replace(/^='?"(.*)"$|^'/, '$1'))
    .filter(Boolean)
}

function readIsActive(written: string): boolean | null {
  if (/^(true|yes|y|1|active)?$/i.test(written)) return true
  return /^(false|no|n|0|inactive)$/i.test(written) ? false : null
}

function tooMany(found: number, width: number): string {
  return `There are ${found} columns here but ${width} in the first line: write " around a text that has a separator in it.`
}
