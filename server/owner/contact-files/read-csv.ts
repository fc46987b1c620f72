/** A contact list as CSV, ours or one that a spreadsheet, Google or Outlook has written. */
import {
  type ContactLine,
  distinct,
  failed,
  judgeContact,
  MOST_NUMBERS,
  TOO_MANY_NUMBERS,
} from './contact-line.ts'
import { MOST_CELLS } from './csv-record.ts'
import { columnsOf, columnsWithoutHeader, type CsvColumns } from './csv-columns.ts'
import { sureTextOf } from './file-text.ts'
import { firstLabel } from './first-label.ts'
import { withoutFormulaGuard } from './formula-guard.ts'
import { readPhoneNumber } from '../../settings/phone-number.ts'
import { numbersOf } from './row-numbers.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { ReadOptions } from './read-options.ts'
import type { Steps } from './steps.ts'

const UNSURE =
  'The encoding of this file is not told, and it is not UTF-8: look whether the name is right, or save the file as CSV UTF-8.'
const NO_HEADER =
  'No column holds a telephone number: begin the file with the line phone_number,contact_name,category,is_active.'
const TOO_WIDE = `There are more than ${MOST_CELLS} columns: save the columns of names and numbers as a file of their own.`

/** One entry for each number, and for each row that gives none. */
export function* readCsv(file: string | Uint8Array, options: ReadOptions): Steps<ContactLine[]> {
  const { text, isSure } = sureTextOf(file)
  let columns: CsvColumns | null = null
  let width = 0
  const lines: ContactLine[] = []
  let contacts = 0
  for (const row of readCsvRows(text)) {
    yield
    if (row === null) continue
    if (columns) options.onCount?.(++contacts, lines.length)
    if ('problem' in row) {
      lines.push(failed(row.line, row.problem, null))
      continue
    }
    if (!columns) {
      width = row.cells.length
      if (width > MOST_CELLS) return [...lines, failed(row.line, TOO_WIDE, null)]
      columns = columnsOf(row.cells)
      if (columns) continue
      columns = columnsWithoutHeader(row.cells)
      if (columns) options.onCount?.(++contacts, 0)
      if (!columns) return [...lines, failed(row.line, NO_HEADER, null)]
    }
    const read = readRow(row.line, row.cells, { width, columns, isSure }, options)
    for (const line of read) lines.push(line)
    options.onCount?.(contacts, lines.length)
  }
  return lines
}

function readRow(
  line: number,
  cells: string[],
  { width, columns, isSure }: { width: number; columns: CsvColumns; isSure: boolean },
  options: ReadOptions,
): ContactLine[] {
  const cell = (index: number | null) => (index === null ? '' : (cells[index]?.trim() ?? ''))
  const name = withoutFormulaGuard(nameIn(columns, cell))
  // Too few are taken for empty ones: spreadsheets leave those at the end out.
  if (cells.slice(width).some((surplus) => surplus.trim()))
    return [failed(line, tooMany(cells.length, width), name)]
  const isActive = readIsActive(cell(columns.isActive))
  if (isActive === null) return [failed(line, 'Write true or false under is_active.', name)]
  const unknown = unknownCells(columns, cells)
  const found = numbersOf(columns, cell, unknown, options.defaultCountry)
  if ('problem' in found) return [failed(line, found.problem, name)]
  if (found.numbers.length > MOST_NUMBERS) return [failed(line, TOO_MANY_NUMBERS, name)]
  const missed = missedNumber(columns, unknown, options.defaultCountry)
  const shared = {
    line,
    name,
    category: categoryIn(columns, cell) || options.category,
    isActive,
    ...(!isSure && /[^\p{ASCII}]/u.test(name) && { note: UNSURE }),
  }
  const contacts = found.numbers.map(({ written, country }) =>
    judgeContact({ ...shared, number: written, country }, options.defaultCountry),
  )
  if (missed !== null) contacts.push(failed(line, missed, name))
  if (contacts.length === 0)
    return [failed(line, 'There is no telephone number here: write one, or leave it out.', name)]
  return distinct(contacts)
}

interface UnknownCell {
  index: number
  text: string
}

/** Of columns of which we do not know what they hold. */
function unknownCells(columns: CsvColumns, cells: string[]): UnknownCell[] {
  const known = new Set([
    ...columns.numbers,
    ...columns.others,
    ...columns.names.flat(),
    columns.category?.index,
    columns.country,
    columns.area,
    columns.isActive,
  ])
  return cells
    .map((cell, index) => ({ index, text: cell.trim() }))
    .filter(({ index, text }) => text && !known.has(index))
}

/** A number in one of those: with a plus wherever it stands, without one where they are told by place. */
function missedNumber(
  { places }: CsvColumns,
  cells: UnknownCell[],
  defaultCountry: string,
): string | null {
  const number = cells.find(({ index, text }) =>
    places.includes(index)
      ? /^[+(]*\d[\d\s()./-]{6,}$/.test(text) && readPhoneNumber(text, defaultCountry)
      : /^\+\d[\d\s().-]{6,}$/.test(text) && readPhoneNumber(text),
  )
  if (number === undefined) return null
  return `${JSON.stringify(number.text.slice(0, 40))} stands in a column that is not known to have numbers: call the column Phone, or leave it out.`
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

function readIsActive(written: string): boolean | null {
  if (/^(true|yes|y|1|active|ja|wahr|aktiv|oui|vrai|actif|si|sí|verdadero|activo)?$/i.test(written))
    return true
  return /^(false|no|n|0|inactive|nein|falsch|inaktiv|non|faux|inactif|falso|inactivo)$/i.test(
    written,
  )
    ? false
    : null
}

function tooMany(found: number, width: number): string {
  return `There are ${found} columns here but ${width} in the first line: write " around a text that has a separator in it.`
}
