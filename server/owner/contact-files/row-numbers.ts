/** The numbers of one row of a CSV file, with what other columns say about them. */
import { numbersIn } from '../../settings/number-text.ts'
import { isCountry, mayLackZero, readPhoneNumber } from '../../settings/phone-number.ts'
import type { CsvColumns } from './csv-columns.ts'

export interface RowNumber {
  written: string
  /** ISO 3166, of a number without one. */
  country?: string
}

type Cell = (index: number | null) => string

/** Every number of the row, or what stands in the way of reading them. */
export function numbersOf(
  columns: CsvColumns,
  cell: Cell,
  unknown: readonly { text: string }[],
  defaultCountry: string,
): { numbers: RowNumber[] } | { problem: string } {
  const written = columns.numbers
    .flatMap((index) => numbersIn(withoutText(cell(index))))
    .map(withoutText)
    .filter(Boolean)
  const area = cell(columns.area).replace(/\.0$/, '')
  const whole = written.map((number) =>
    area && columns.numbers.length === 1 && !isAbroad(number) ? `${area} ${number}` : number,
  )
  if (whole.every(isAbroad)) return { numbers: whole.map((number) => ({ written: number })) }
  if (area && columns.numbers.length > 1)
    return {
      problem: `It is not clear which number begins with ${area}: write them in full, like +14155550123.`,
    }
  const told = cell(columns.country)
  if (!told)
    return (
      strayCode(unknown) ??
      elsewhere(columns, cell, defaultCountry) ?? {
        numbers: whole.map((number) => ({ written: number })),
      }
    )
  const code = /^(?:\+|00)?\s*([1-9]\d{0,3})$/.exec(told.normalize('NFKC').replace(/\.0$/, ''))?.[1]
  if (code) return withCode(whole, code.replaceAll(/\D/g, ''))
  const country = countryCalled(told)
  if (!country)
    return {
      problem: `No country is called ${JSON.stringify(told.slice(0, 40))}: write it like DE or +49, or the number in full.`,
    }
  return { numbers: whole.map((number) => ({ written: number, country })) }
}

function withCode(numbers: string[], code: string): { numbers: RowNumber[] } | { problem: string } {
  const digitsOf = (number: string) => number.replace(/\D/g, '')
  const here = numbers.filter((number) => !isAbroad(number))
  const doubtful = here.find((number) => {
    const digits = digitsOf(number)
    return digits.startsWith(code) && readPhoneNumber(`+${digits}`) !== null
  })
  if (doubtful !== undefined)
    return {
      problem: `It is not clear whether ${JSON.stringify(doubtful.slice(0, 40))} has the +${code} in it already: write it in full, like +14155550123.`,
    }
  const short = here.find((number) => mayLackZero(digitsOf(number), code))
  if (short !== undefined)
    return {
      problem: `It is not clear whether ${JSON.stringify(short.slice(0, 40))} has lost a 0: write it in full, like +14155550123.`,
    }
  return {
    numbers: numbers.map((number) => ({
      written: isAbroad(number) ? number : `+${code} ${number}`,
    })),
  }
}

/** A code of a country, in a column that is called in some other way. */
function strayCode(cells: readonly { text: string }[]) {
  const code = cells.find(({ text }) => /^(\+|00)\s?[1-9]\d{0,3}$/.test(text.normalize('NFKC')))
  if (code === undefined) return null
  return {
    problem: `It is not clear whether ${JSON.stringify(code.text)} belongs to the number: call its column Country code, or write the number in full, like +14155550123.`,
  }
}

/** Somebody who lives abroad may have a number from here, or one from there without its country. */
function elsewhere(columns: CsvColumns, cell: Cell, defaultCountry: string) {
  const other = columns.addressCountries
    .map(cell)
    .find((country) => country && countryCalled(country) !== defaultCountry)
  if (other === undefined) return null
  return {
    problem: `The address is in ${JSON.stringify(other.slice(0, 40))}, and the number names no country: write it in full, like +14155550123.`,
  }
}

function isAbroad(number: string): boolean {
  return /^\W*(\+|00|＋)/.test(number.normalize('NFKC'))
}

/** An apostrophe or ="…" makes text in a spreadsheet. */
function withoutText(written: string): string {
  return written
    .trim()
    .replace(/^='?"(.*)"$|^'/s, '$1')
    .trim()
}

let countries: Map<string, string> | undefined

/** Its code, by the code itself or its name in any language that we speak. */
function countryCalled(written: string): string | null {
  const code = written.trim().toUpperCase()
  if (/^[A-Z]{2}$/.test(code)) return isCountry(code) ? code : code === 'UK' ? 'GB' : null
  countries ??= namesOfCountries()
  return countries.get(plain(written)) ?? null
}

function namesOfCountries(): Map<string, string> {
  const found = new Map<string, string>()
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at))
  const codes = letters.flatMap((one) => letters.map((two) => one + two)).filter(isCountry)
  for (const language of ['en', 'de', 'fr', 'es']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = names.of(code)
      if (name) found.set(plain(name), code)
    }
  }
  const others = {
    usa: 'US',
    'united states of america': 'US',
    'great britain': 'GB',
    england: 'GB',
  }
  for (const [name, code] of Object.entries(others)) found.set(name, code)
  return found
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}
