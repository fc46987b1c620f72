import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPhoneNumber } from '../../server/settings/phone-number.ts'

/** Fictitious ones of the United States and of the United Kingdom. */
const digits = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map((n) => `141555501${String(n).padStart(2, '0')}`),
  fc.integer({ min: 0, max: 999 }).map((n) => `442079460${String(n).padStart(3, '0')}`),
)
const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u2011')
const country = fc.constantFrom('US', 'GB', 'DE', 'MX', 'BR', undefined)

test('a number with + is the same however its digits are grouped, and in whatever country', () => {
  fc.assert(
    fc.property(digits, separator, separator, country, (number, first, second, home) => {
      const groups = [number.slice(0, 3), number.slice(3, 6), number.slice(6)]
      const grouped = `+${groups[0]}${first}${groups[1]}${second}${groups[2]}`
      expect(readPhoneNumber(grouped, home)).toBe(`+${number}`)
    }),
  )
})

test('whatever is written, it is a number that is read again as itself, or none', () => {
  const scrap = fc.constantFrom(
    ...'0123456789+-() ./;,xEe#*'.split(''),
    '00',
    'ext. 5',
    '+1',
    '+49',
    '(0)',
    '٣',
    '５',
  )
  const text = fc.oneof(
    fc.array(scrap, { maxLength: 24 }).map((all) => all.join('')),
    fc.string(),
  )
  fc.assert(
    fc.property(text, country, (written, home) => {
      const number = readPhoneNumber(written, home)
      expect(number ?? '+14155550100').toMatch(/^\+[1-9]\d{3,14}$/)
      expect(number === null ? null : readPhoneNumber(number, 'US')).toBe(number)
    }),
    { numRuns: 1_000 },
  )
})

test('a country’s digits without a 0 among them are taken as they are, or not at all', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]{4,17}$/), country, (written, home) => {
      const number = readPhoneNumber(written, home)
      expect(number === null || isWithoutPrefix(written, number), `${number}`).toBe(true)
    }),
  )
})

/** After the country's digits one prefix may stand that is no part of the number: +52 1 …, +54 9 …, +1 1 …, +7 8 …. */
function isWithoutPrefix(written: string, number: string): boolean {
  const longest = written.length - number.length
  if (longest < 0 || longest > 2) return false
  return [2, 3, 4].some((at) => written.slice(0, at) + written.slice(at + longest) === number)
}
