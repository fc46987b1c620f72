import { expect, test } from 'vitest'
import { isCountry, readPhoneNumber } from '../../server/settings/phone-number.ts'

test.each([
  '(415) 555-0111',
  '415.555.0111',
  '1 415 555 0111',
  '４１５－５５５－０１１１',
  '٤١٥ ٥٥٥ ٠١١١',
  '\u200e(415)\u00a0555\u20110111',
  'tel:415-555-0111',
])('%s is at home in the country given, and nowhere without one', (written) => {
  expect(readPhoneNumber(written, 'US')).toBe('+14155550111')
  expect(readPhoneNumber(written)).toBeNull()
})

test.each([
  '+14155550111',
  '+1 (415) 555-0111',
  '001 415 555 0111',
  '(00) 1 415 555 0111',
  '٠٠١ ٤١٥ ٥٥٥ ٠١١١',
  '＋１ ４１５ ５５５ ０１１１',
  '\u202a+1 415 555 0111\u202c',
  '\u202a00 1 415 555 0111\u202c',
  '%2B14155550111',
  '%2B1%20415%20555%200111',
  'tel:+1-415-555-0111;ext=5',
  'tel:+14155550111;postd=5',
  '+1 415 555 0111 ext. 5',
  '+1 415 555 0111 x5',
  '+1 415 555 0111,,5#',
  '+1 415 555 0111;5#',
])('%s names its country, whichever is given', (written) => {
  for (const country of [undefined, 'US', 'GB', 'AU', 'no country'])
    expect(readPhoneNumber(written, country)).toBe('+14155550111')
})

test.each([
  ['00 44 20 7946 0018', 'US', '+442079460018'],
  ['+44 (0)20 7946 0018', 'US', '+442079460018'],
  ['011 44 20 7946 0018', 'US', '+442079460018'],
  ['0011 44 20 7946 0018', 'AU', '+442079460018'],
  ['020 7946 0018', 'GB', '+442079460018'],
])('%s, written in %s', (written, country, number) => {
  expect(readPhoneNumber(written, country)).toBe(number)
})

test.each([
  '',
  '911',
  '555-0111',
  '0',
  '00',
  '000000',
  'anonymous',
  '+266696687',
  '+',
  '%',
  '%2B%ff',
  'sip:jane@example.com',
  '1'.repeat(100_000),
])('%.20s is no number that can be dialled', (written) => {
  expect(readPhoneNumber(written, 'US')).toBeNull()
  expect(readPhoneNumber(written)).toBeNull()
})

test('countries are known by their two capitals', () => {
  expect(['US', 'GB', 'DE', 'us', 'UK', 'XX', '', 'toString'].filter(isCountry)).toEqual([
    'US',
    'GB',
    'DE',
  ])
})
