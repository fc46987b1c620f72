import { expect, test } from 'vitest'
import { isCountry, judgePhoneNumber, readPhoneNumber } from '../../server/settings/phone-number.ts'

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

test.each([
  ['493023125012.0', 'DE', 'quantity'],
  ['493023125012,00', 'DE', 'quantity'],
  ['+493023125012.0', 'DE', 'quantity'],
  ['-493023125012', 'DE', 'quantity'],
  ['4.93023E+11', 'DE', 'rounded'],
  ['4,93023E11', 'DE', 'rounded'],
  ['493023125012', 'DE', 'write +493023125012 if that is meant'],
  ['3023125012', 'DE', 'write +493023125012 if that is meant'],
  // A number within Berlin, which would be one of Dortmund; and one of Luxembourg without its plus.
  ['23125012', 'DE', 'neither with + nor with the 0 of DE'],
  ['352621123456', 'FR', null],
  ['352621123', 'FR', 'neither with +'],
  ['14155550123', 'DE', 'neither with +'],
  ['7946001812', 'GB', 'write +447946001812'],
  ['4,155,550,123', 'US', null],
  ["4'155'550'123", 'US', null],
  ['1-800-FLOWERS', 'US', 'letters'],
  ['+1 800 FLOWERS', 'US', 'letters'],
  ['Jane 415 555 0111', 'US', 'letters'],
  ['O30 23125012', 'DE', 'letters'],
  ['415 555 0123 / 415 555 0124', 'US', 'more than one number'],
  ['415-555-0123,415-555-0124', 'US', 'more than one number'],
  ['415-555-0123;415-555-0124', 'US', 'more than one number'],
  ['415 555 0123 or 415 555 0124', 'US', 'more than one number'],
  ['030 12345 030 12346', 'DE', 'more than one number'],
  ['030 2312501/02', 'DE', 'more than one number'],
  ['030/12345/030/12346', 'DE', 'more than one number'],
  ['+49 30 23125012 0171 1234567', 'DE', 'more than one number'],
  ['+36 (0)1 234 5678', 'HU', null],
  ['*31#+493023125012', 'DE', null],
  ['112', 'DE', null],
  ['0x1F', 'US', 'letters'],
  // A spreadsheet has left out the 0, which belongs to the number in Italy.
  ['612345678', 'IT', 'write +390612345678 or +39612345678'],
  ['811234567', 'IT', 'write +390811234567 or +39811234567'],
  ['+39 (0)333 1234567', 'US', null],
  ['+39 (0)312 345 6789', 'IT', null],
  ['0039 (0)333 1234567', 'IT', null],
  ['+39 (0)800 123 456', 'US', null],
  ['+49(0)0170 1234567', 'DE', null],
  // Foreign numbers without their plus, as long as one from here.
  ['352621123', 'ES', 'write +34352621123 if that is meant'],
  ['43664123456', 'CL', 'if that is meant'],
  ['81312345678', 'RU', 'neither with + nor with the 8'],
  ['(11) 96123-4567', 'US', 'neither with + nor with the 1'],
  ['0919876543210', 'IN', 'write +919876543210 or +91919876543210'],
  ['0972501234567', 'IL', 'write +972501234567 or'],
  ['06591234567', 'SG', 'if that is meant'],
  ['+39-0-3331234567', 'IT', null],
  ['+48 0 512345678', 'PL', null],
  ['+49 3023125012.0', 'DE', 'quantity'],
  ['030 23125012.0', 'DE', 'quantity'],
  ['030/23125012,00', 'DE', 'quantity'],
  ['(+64) 21 2345-67.0', 'NZ', 'quantity'],
  // A mobile of Buenos Aires without its area.
  ['15 2345 6789', 'AR', 'neither with + nor with the 0'],
])('%s of %s would have to be guessed', (written, country, advice) => {
  const reading = judgePhoneNumber(written, country)
  expect(reading.number).toBeNull()
  const told = 'advice' in reading ? reading.advice : null
  expect(told ?? '').toContain(advice ?? '')
})

test.each([
  ['030/23125012', 'DE', '+493023125012'],
  ['+49 30/23125012', 'US', '+493023125012'],
  ['+49 (0)30 23125-0', 'US', '+4930231250'],
  ['="+493023125012"', 'US', '+493023125012'],
  ["'+493023125012", 'US', '+493023125012'],
  ['Tel.: 030 23125012', 'DE', '+493023125012'],
  ['٠٣٠٢٣١٢٥٠١٢', 'DE', '+493023125012'],
  ['०९८७६५४३२१०', 'IN', '+919876543210'],
  ['98765 43210', 'IN', '+919876543210'],
  ['(11) 98765-4321', 'BR', '+5511987654321'],
  ['0 15 11 98765-4321', 'BR', '+5511987654321'],
  ['011 15-2345-6789', 'AR', '+5491123456789'],
  ['+54 11 15 2345 6789', 'US', '+5491123456789'],
  ['612 345 678', 'ES', '+34612345678'],
  ['06 12345678', 'IT', '+390612345678'],
  ['+39 (0)6 12345678', 'US', '+390612345678'],
  ['0039 (0)81 1234567', 'US', '+390811234567'],
  ['+39 (0)331 123456', 'US', '+390331123456'],
  ['333 1234567', 'IT', '+393331234567'],
  ['+39 0 6 12345678', 'IT', '+390612345678'],
  ['01.42.68.53.00', 'FR', '+33142685300'],
  ['04931 12345', 'DE', '+49493112345'],
  ['8 916 123-45-67', 'RU', '+79161234567'],
  ['06 1 234 5678', 'HU', '+3612345678'],
  ['+52 1 55 1234 5678', 'US', '+525512345678'],
  ['55 1234 5678', 'MX', '+525512345678'],
  ['tel:7042;phone-context=+1-201-555', 'DE', '+12015557042'],
  ['415-555-0111 x12', 'US', '+14155550111'],
  ['+14155550111;ext=12', 'DE', '+14155550111'],
  ['+14155550111p5', 'DE', '+14155550111'],
  ['\u202a+1\u00a0415\u00a0555\u00a00111\u202c', 'DE', '+14155550111'],
  ['+81 3ー1234ー5678', 'US', '+81312345678'],
])('%s of %s leaves nothing to guess', (written, country, number) => {
  expect(readPhoneNumber(written, country)).toBe(number)
})
