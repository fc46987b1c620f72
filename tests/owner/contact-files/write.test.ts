import { expect, test } from 'vitest'
import type { FileContact } from '../../../server/owner/contact-files/contact-line.ts'
import { writeContactFile } from '../../../server/owner/contact-files/write-contact-file.ts'
import { read } from './read.ts'

const NAMES = [
  'Jane Doe',
  'Doe, Jane; "JJ"',
  '"quoted"',
  'back\\slash, back\\\\slash\\',
  'literal \\n and \\; and \\,',
  "=cmd|'/C calc'!A0",
  '+14155550199',
  '-1',
  '@SUM(1)',
  '＝1',
  "'=guarded before",
  "''-",
  "'Tis",
  "'",
  'Éric 😀👨‍👩‍👧 日本語 العربية',
  'two  blanks',
  'percent =C3=89 and :colon',
  'BEGIN:VCARD',
  'sep=;',
  'a ::: b',
  '😀'.repeat(100),
  'x'.repeat(200),
  'é'.repeat(200),
]

const contacts = NAMES.map((name, index): FileContact => ({
  phoneNumber: `+141555501${String(index).padStart(2, '0')}`,
  name,
  category: ['family', 'a, b; c', '=1', 'other:::two', '* starred'][index % 5]!,
  isActive: index % 3 > 0,
}))

test('what is exported as CSV comes back the same', () => {
  expect(backFrom('csv', contacts)).toEqual(contacts)
})

test('what is exported as vCard comes back the same', () => {
  // A label of Google's, which is not taken for one of ours.
  const ours = contacts.filter(({ category }) => category !== '* starred')
  expect(backFrom('vcard', ours)).toEqual(ours)
})

test.each(NAMES)('%j comes back the same as the only contact', (name) => {
  const alone = [{ ...contacts[0]!, name }]
  expect(backFrom('csv', alone)).toEqual(alone)
  expect(backFrom('vcard', alone)).toEqual(alone)
  const octets = Buffer.from(writeContactFile(alone, 'csv'))
  expect(read(octets, 'csv')).toEqual([{ line: 2, contact: alone[0] }])
})

test('a name of several lines, as nobody can add one, comes back as one line and harms no other', () => {
  const several = contacts.map((contact) => ({ ...contact, name: 'one\ntwo\nthree' }))
  const one = contacts.map((contact) => ({ ...contact, name: 'one two three' }))
  expect(backFrom('csv', several)).toEqual(one)
  expect(backFrom('csv', several.slice(0, 1))).toEqual(one.slice(0, 1))
  expect(backFrom('vcard', several.slice(0, 1))).toEqual(one.slice(0, 1))
})

test('the CSV opens in a spreadsheet, where no name is a formula and numbers keep their plus', () => {
  const [plain, formula] = [contacts[0]!, contacts[5]!]
  expect(writeContactFile([plain, formula], 'csv')).toBe(
    '\ufeffphone_number,contact_name,category,is_active\r\n' +
      '+14155550100,Jane Doe,family,false\r\n' +
      `+14155550105,'=cmd|'/C calc'!A0,family,true\r\n`,
  )
})

test('the vCard has what phones ask for', () => {
  expect(writeContactFile([{ ...contacts[1]!, category: 'work' }], 'vcard')).toBe(
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Doe\\, Jane\\; "JJ"',
      'N:;Doe\\, Jane\\; "JJ";;;',
      'TEL;TYPE=CELL:+14155550101',
      'CATEGORIES:work',
      'END:VCARD',
      '',
    ].join('\r\n'),
  )
})

test('no line of a vCard is longer than 75 octets, and none ends within a character', () => {
  const lines = writeContactFile(contacts, 'vcard').split('\r\n')
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(75)
  expect(lines.every((line) => line.isWellFormed())).toBe(true)
})

test('an empty list is a header, or nothing', () => {
  expect(writeContactFile([], 'csv')).toBe('\ufeffphone_number,contact_name,category,is_active\r\n')
  expect(writeContactFile([], 'vcard')).toBe('')
})

function backFrom(format: 'csv' | 'vcard', list: FileContact[]) {
  return read(writeContactFile(list, format), format).map((entry) =>
    'contact' in entry ? entry.contact : entry.problem,
  )
}
