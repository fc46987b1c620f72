/** One line of a contact file: a contact fit for the list, or what is wrong with it. */
import { spellingKey } from '../../../storage/spellings.ts'
import { ROUNDED } from '../../settings/number-text.ts'
import { judgePhoneNumber } from '../../settings/phone-number.ts'

export interface FileContact {
  /** E.164. */
  phoneNumber: string
  name: string
  /** Null where the file gives none. */
  category: string | null
  isActive: boolean
}

/**
 * `line` counts from 1 in the file. `problem` is a sentence that says what to write, `note` one that says
 * what is unsure about a contact that is taken nevertheless.
 */
export type ContactLine =
  | { line: number; contact: FileContact; note?: string }
  | { line: number; problem: string; name: string | null }

export interface WrittenContact {
  line: number
  /** As it stands in the file. */
  number: string
  name: string
  category: string | null
  isActive: boolean
  /** ISO 3166, of a number without one; that of the options where it is left out. */
  country?: string | undefined
  note?: string | undefined
}

/** Whoever has more is no person; reading them takes a while, in which nobody else is answered. */
export const MOST_NUMBERS = 500
export const TOO_MANY_NUMBERS = `There are more than ${MOST_NUMBERS} numbers here: write them under the people whose they are.`

const LONGEST_NAME = 200
const LONGEST_CATEGORY = 50

/** The contact as it may stand in the list. What is too long is refused, not cut. */
export function judgeContact(written: WrittenContact, defaultCountry: string): ContactLine {
  const { line, isActive } = written
  const name = cleanName(written.name)
  const category = cleanName(written.category ?? '')
  const reading = judgePhoneNumber(written.number, written.country || defaultCountry)
  if (reading.number === null)
    return failed(line, numberProblem(written.number, reading.advice), name)
  if (!name) return failed(line, 'There is a number here but no name: write whose it is.', null)
  if (name.length > LONGEST_NAME)
    return failed(line, `The name is too long: write at most ${LONGEST_NAME} characters.`, name)
  if (category.length > LONGEST_CATEGORY)
    return failed(
      line,
      `The category is too long: write at most ${LONGEST_CATEGORY} characters.`,
      name,
    )
  return {
    line,
    contact: { phoneNumber: reading.number, name, category: category || null, isActive },
    ...(written.note !== undefined && { note: written.note }),
  }
}

/** A line that gives no contact. */
export function failed(line: number, problem: string, name: string | null): ContactLine {
  return {
    line,
    problem,
    name: name ? cleanName(name).slice(0, LONGEST_NAME).toWellFormed() : null,
  }
}

/** Address books give one person the same number twice, at work and at home. */
export function distinct(lines: ContactLine[]): ContactLine[] {
  const seen = new Set<string>()
  return lines.filter((line) => {
    if (!('contact' in line)) return true
    const key = spellingKey(line.contact.phoneNumber)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** On one line, without control characters and whatever else XML cannot carry: names are spoken. */
function cleanName(text: string): string {
  return text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, '')
    .trim()
}

function numberProblem(written: string, advice: string | null): string {
  const quoted = JSON.stringify(cleanName(written.slice(0, 40)))
  if (ROUNDED.test(written.trim()))
    return `A spreadsheet has rounded the number to ${quoted}: make the column text and write the number in full, like +14155550123.`
  return `${quoted} is no number that can be dialled: ${advice ?? 'write it in full, like +14155550123'}.`
}
