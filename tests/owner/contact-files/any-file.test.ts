import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeContactFile } from '../../../server/owner/contact-files/write-contact-file.ts'
import { read } from './read.ts'

const FORMATS = ['csv', 'vcard'] as const

const NUMBER = /^\+[1-9]\d{3,14}$/

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
  .filter((text) => text !== '')
const contact = fc.record({
  phoneNumber: fc
    .integer({ min: 0, max: 99 })
    .map((n) => `+141555501${String(n).padStart(2, '0')}`),
  name: fc.oneof(
    words,
    fc.constantFrom('=SUM(A1)', '"Jane" Doe', 'a;b,c\\n', '-1', "O'Hara", '@home', 'BEGIN:VCARD'),
  ),
  category: fc.constantFrom('family', 'friend', 'work; home', 'a,b'),
  isActive: fc.boolean(),
})
const list = fc.uniqueArray(contact, { selector: ({ phoneNumber }) => phoneNumber, maxLength: 8 })

describe.each(FORMATS)('a %s', (format) => {
  test('that was exported comes back as it was, whatever names there are', () => {
    fc.assert(
      fc.property(list, (contacts) => {
        const back = read(writeContactFile(contacts, format), format)
        expect(back.map((entry) => ('contact' in entry ? entry.contact : entry))).toEqual(contacts)
      }),
    )
  })

  test('of anything at all is read to entries with their lines, and whatever is taken is a number', () => {
    const scrap = fc.constantFrom(
      '"',
      ',',
      ';',
      '\r',
      '\n',
      '\r\n',
      'name,phone\n',
      'BEGIN:VCARD\r\n',
      'END:VCARD\r\n',
      'FN:Jane\r\n',
      'TEL:',
      '+14155550111',
      '=',
      ' ',
      '\t',
      'é',
      '\0',
      'ENCODING=QUOTED-PRINTABLE:',
      '=41',
      '\\',
    )
    const text = fc.array(fc.oneof(scrap, fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(text, (pieces) => {
        const file = pieces.join('')
        const lines = file.split(/\r\n|\r|\n/).length
        const entries = read(file, format)
        const astray = entries.filter(({ line }) => line < 1 || line > lines + 1)
        const taken = entries.flatMap((entry) =>
          'contact' in entry ? entry.contact.phoneNumber : [],
        )
        expect(astray).toEqual([])
        expect(taken.filter((number) => !NUMBER.test(number))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
