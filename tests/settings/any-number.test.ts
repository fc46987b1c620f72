import fc from 'fast-check'
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
    fc.property(
      digits,
      fc.array(separator, { minLength: 3, maxLength: 3 }),
      country,
      (number, [a, b, c], home) => {
        const grouped = `+${number.slice(0, 3)}${a}${number.slice(3, 6)}${b}${number.slice(6, 9)}${c}${number.slice(9)}`
        expect(readPhoneNumber(grouped, home)).toBe(`+${number}`)
      },
    ),
  )
})

test('whatever is written, it is a number that is read again as itself, or none', () => {
  const scrap = fc.constantFrom(
    ...'0123456789+-() ./;,xEe#*',
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
      if (number === null) return
      expect(number).toMatch(/^\+[1-9]\d{3,14}$/)
      expect(readPhoneNumber(number, 'US')).toBe(number)
    }),
    { numRuns: 2_000 },
  )
})

test('digits are never added to, left out or changed where + stands before them', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{0,17}$/), country, (written, home) => {
      const number = readPhoneNumber(written, home)
      if (number !== null) expect(number.replace(/^\+521|^\+549/, '+')).toContain(written.slice(-8))
    }),
  )
})
