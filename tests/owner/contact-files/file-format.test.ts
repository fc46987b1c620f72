import { expect, test } from 'vitest'
import { formatOf } from '../../../server/owner/contact-files/file-format.ts'

test.each([
  ['text/csv; charset=utf-8', '', 'csv'],
  ['TEXT/VCARD', '', 'vcard'],
  ['text/x-vcard', '', 'vcard'],
  ['text/directory;profile=vCard', '', 'vcard'],
  ['application/vnd.ms-excel', 'a;b', 'csv'],
  [undefined, '\ufeff\r\nbegin:vcard\r\n', 'vcard'],
  ['application/octet-stream', 'BEGIN:VCARD', 'vcard'],
  ['application/x-www-form-urlencoded', 'phone_number,contact_name', 'csv'],
  ['text/plain', '+14155550111', 'csv'],
  [undefined, 'name;phone', 'csv'],
  [undefined, '{"phone_number": 1, "a": 2}', null],
  [undefined, '<a>,</a>', null],
  [undefined, 'PK\u0003\u0004,;', null],
  [undefined, 'hello', null],
  [undefined, '', null],
])('%s, %j: %s', (contentType, text, expected) => {
  expect(formatOf(contentType, text)).toBe(expected)
  expect(formatOf(contentType, Buffer.from(text))).toBe(expected)
})

test('UTF-16 is looked at as text', () => {
  expect(formatOf(undefined, Buffer.from('\ufeffname\tphone\n', 'utf16le'))).toBe('csv')
})
