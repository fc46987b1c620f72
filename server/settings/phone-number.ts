/** Telephone numbers, read the way people and carriers write them; what would have to be guessed is none. */
import { createRequire } from 'node:module'
import type * as LibPhoneNumber from 'libphonenumber-js/min'
import { spellingsOf } from '../../storage/spellings.ts'
import { readNumberText } from './number-text.ts'

/** Its tables take 40 ms and 5 MB: loaded with the first number, not at start. */
let library: typeof LibPhoneNumber | undefined

function numbering(): typeof LibPhoneNumber {
  library ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof library
  return library!
}

/** `advice`: what to write instead, as the end of a sentence, where that can be told. */
export type NumberReading = { number: string } | { number: null; advice: string | null }

/** More than E.164 allows, https://www.itu.int/rec/T-REC-E.164: the library takes some. */
const MOST_DIGITS = 15

/**
 * E.164, or null where it is no number that could be dialled. Without a country (ISO 3166, like US) it
 * must begin with + or 00. An extension is left out: Twilio names a caller without one.
 */
export function readPhoneNumber(written: string, defaultCountry?: string): string | null {
  return judgePhoneNumber(written, defaultCountry).number
}

/** The same, with what to write where it is none. */
export function judgePhoneNumber(written: string, defaultCountry?: string): NumberReading {
  const text = readNumberText(written)
  if (!('digits' in text)) return { number: null, advice: text.advice }
  const country =
    defaultCountry !== undefined && isCountry(defaultCountry) ? defaultCountry : undefined
  const abroad = readAbroad(text, country)
  if (abroad.length === 1) return { number: abroad[0]! }
  if (abroad.length > 1) return { number: null, advice: `write ${abroad.join(' or ')}` }
  if (text.isAbroad || country === undefined) return { number: null, advice: null }
  return readAtHome(text.digits, country)
}

/** Whether this is an E.164 number as it stands, or as some network still writes it: +52 1 … */
export function isSpelling(phoneNumber: string): boolean {
  const number = readPhoneNumber(phoneNumber)
  return number !== null && spellingsOf(number).some((one) => one === phoneNumber)
}

/** Whether this is the code of a country with telephone numbers, in capitals: US, GB, DE … */
export function isCountry(code: string): boolean {
  return numbering().isSupportedCountry(code)
}

interface Format {
  pattern(): string
  leadingDigitsPatterns(): string[]
  nationalPrefixFormattingRule(): string | undefined
  nationalPrefixIsOptionalWhenFormattingInNationalFormat(): boolean
}

interface Plan {
  callingCode: string
  formats: Format[]
  /** What is dialled before a number within the country, such as 0; '' where there is nothing. */
  trunk: string
  /** What is dialled for abroad, as a pattern. */
  abroad: string
}

function planOf(country: string): Plan {
  const metadata = new (numbering().Metadata)()
  metadata.selectNumberingPlan(country as LibPhoneNumber.CountryCode)
  const plan = metadata.numberingPlan as unknown as {
    callingCode(): string
    formats(): Format[]
    nationalPrefix(): string | undefined
    IDDPrefix(): string | undefined
  }
  return {
    callingCode: plan.callingCode(),
    formats: plan.formats(),
    // 0 where there is none, '0' where it is that.
    trunk: plan.nationalPrefix() || '',
    abroad: plan.IDDPrefix() || '00',
  }
}

/** Behind a plus, 00, or what the country dials for abroad: 0011 is Australia's, and might be +11. */
function readAbroad(
  { digits, isAbroad, hasTrunk }: { digits: string; isAbroad: boolean; hasTrunk: boolean },
  country: string | undefined,
): string[] {
  if (isAbroad) return [readWithCountry(digits, hasTrunk)].filter((number) => number !== null)
  const prefixes = [...(country ? [planOf(country).abroad] : []), '00']
  const readings = prefixes
    .map((prefix) => new RegExp(`^(?:${prefix})(?=[1-9])`).exec(digits)?.[0])
    .filter((prefix) => prefix !== undefined)
    .map((prefix) => readWithCountry(digits.slice(prefix.length), hasTrunk))
  return [...new Set(readings.filter((number) => number !== null))]
}

function readWithCountry(digits: string, hasTrunk: boolean): string | null {
  const written = spellingsOf(`+${digits}`)[0]
  const number = parse(written)
  if (!number) return null
  if (number.number === written) return hasTrunk && !isWithItsZero(number) ? null : written
  // +44 (0)20 …: the 0 of the country, and nothing else, may be left out, and once: +49 (0)0170 … is none.
  if (!number.isValid()) return null
  const plans = countriesOf(number).map(planOf)
  const asWritten = plans.some(
    ({ callingCode, trunk }) => `+${callingCode}${trunk}${number.nationalNumber}` === written,
  )
  // Argentina's +54 11 15 … is +54 9 11 …: its plan says so.
  return asWritten || number.country === 'AR' || number.country === 'BR' ? number.number : null
}

/**
 * In Italy the 0 belongs to the number, but not to that of a mobile or a free one: +39 (0)333 … has one too many.
 * https://www.itu.int/oth/T020200006B/en
 */
function isWithItsZero(number: LibPhoneNumber.PhoneNumber): boolean {
  return number.isValid() && !/^0(3\d{9}|800\d{3,6})$/.test(number.nationalNumber)
}

function countriesOf(number: LibPhoneNumber.PhoneNumber): string[] {
  return number.country ? [number.country] : number.getPossibleCountries()
}

function readAtHome(digits: string, country: string): NumberReading {
  const number = parse(digits, country)
  if (!number) return { number: null, advice: null }
  const { callingCode, trunk } = planOf(country)
  const national: string = number.nationalNumber
  if (number.countryCallingCode === callingCode) {
    // As it is dialled there, as it is written there, and without a 0 only where people leave it out.
    const isWritten =
      digits === trunk + national ||
      (digits === national ? isUsualBare(national, country) : digits === inNationalForm(number)) ||
      (country === 'BR' && digits.startsWith(trunk) && digits.endsWith(national))
    const withZero = withZeroLost(digits, country)
    if (withZero !== null)
      return { number: null, advice: `write ${withZero} or +${callingCode}${digits}` }
    // Without the country's 0 it may be from anywhere: only what the country gives out is surely from there.
    const isWithZero = trunk.startsWith('0') && digits !== national
    const mayHaveCode = national.startsWith(callingCode) && !number.isValid()
    const taken = spellingsOf(number.number)[0]
    // Of nothing but zeros the library makes a number that it does not take itself.
    const isReadAgain = number.isValid() || readWithCountry(taken.slice(1), false) === taken
    if (isWritten && isReadAgain && (number.isValid() || (isWithZero && !mayHaveCode)))
      return { number: taken }
    // 0 91 … in India.
    if (isWithZero && mayHaveCode)
      return { number: null, advice: `write +${national} or ${number.number}` }
  }
  const meant = digits.startsWith(callingCode) ? `+${digits}` : `+${callingCode}${digits}`
  const begins = trunk ? `neither with + nor with the ${trunk} of ${country}` : 'without a +'
  return { number: null, advice: `it begins ${begins}: write ${meant} if that is meant` }
}

/** Whether these digits of a number, behind its country's code (39), are another number with a 0 before them. */
export function mayLackZero(digits: string, callingCode: string): boolean {
  const { getCountries, getCountryCallingCode } = numbering()
  return getCountries().some(
    (country) =>
      getCountryCallingCode(country) === callingCode && withZeroLost(digits, country) !== null,
  )
}

/**
 * Where the 0 belongs to the number, as in Italy, a spreadsheet counts with it and leaves it out: what it may
 * have been, unless it is as long as a mobile's.
 */
function withZeroLost(digits: string, country: string): string | null {
  if (digits.startsWith('0') || digits.length > 9) return null
  const number = parse(`0${digits}`, country)
  return number?.isValid() && number.nationalNumber.startsWith('0') ? number.number : null
}

function inNationalForm(number: LibPhoneNumber.PhoneNumber): string {
  return number.formatNational().replace(/\D/g, '')
}

/** Whether people of the country write this number with nothing before it: all do in Spain, for mobiles in India. */
function isUsualBare(national: string, country: string): boolean {
  const { trunk, formats } = planOf(country)
  if (trunk === '') return true
  const format = formats.find(
    (one) =>
      new RegExp(`^(?:${one.pattern()})$`).test(national) &&
      new RegExp(`^(?:${one.leadingDigitsPatterns().at(-1) ?? ''})`).test(national),
  )
  if (!format) return false
  return (
    format.nationalPrefixIsOptionalWhenFormattingInNationalFormat() ||
    // The tables leave it out where there is none, or have 0.
    !String(format.nationalPrefixFormattingRule()).includes(trunk)
  )
}

function parse(written: string, country?: string): LibPhoneNumber.PhoneNumber | null {
  const number = numbering().parsePhoneNumberFromString(written, {
    ...(country !== undefined && { defaultCountry: country as LibPhoneNumber.CountryCode }),
    extract: false,
  })
  return number?.isPossible() && number.number.length <= MOST_DIGITS + 1 ? number : null
}

/** What the plans of the world say of a number that is shown. */
export interface NumberFacts {
  /** ISO 3166; where several share its code, and none of them has given it out, the one that the code is known by. */
  country: string | null
  /** `impossible`: no number there is so long, or begins so; `unallocated`: that one is given to nobody. */
  number: 'fine' | 'impossible' | 'unallocated'
}

export function numberFacts(e164: string): NumberFacts {
  const number = numbering().parsePhoneNumberFromString(spellingsOf(e164)[0], { extract: false })
  if (!number) return { country: null, number: 'impossible' }
  const country = number.country ?? number.getPossibleCountries()[0] ?? null
  if (number.isValid()) return { country, number: 'fine' }
  return { country, number: number.isPossible() ? 'unallocated' : 'impossible' }
}

/** The country of an E.164 number, null where it cannot be told. */
export function countryOf(phoneNumber: string): string | null {
  return numbering().parsePhoneNumberFromString(phoneNumber)?.country ?? null
}
