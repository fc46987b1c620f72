/** vCards as phones and programs really write them: every number is taken or reported. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVcardReader } from '../../../server/owner/contact-files/read-vcards.ts'
import { readContactFile } from '../../../server/owner/contact-files/read-contact-file.ts'
import { readUpload } from '../../../server/owner/contact-files/read-upload.ts'
import { brief, read } from './read.ts'

const vcard = (...lines: string[]) => brief(read(lines.join('\r\n'), 'vcard'))
const QP = ';CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:'

test.each([
  [
    'a name that ends in = takes in no number',
    ['BEGIN:VCARD', 'VERSION:2.1', `FN${QP}Jane=`, 'TEL;CELL:+14155550111', 'END:VCARD'],
    ['4: +14155550111 Jane= (imported)'],
  ],
  [
    'nor do three of them',
    ['BEGIN:VCARD', `N${QP}Doe;Jane=`, `FN${QP}Jane=`, 'item1.TEL;HOME:4155550111', 'END:VCARD'],
    ['4: +14155550111 Jane= (imported)'],
  ],
  [
    'soft breaks, one after the other, with blanks behind them',
    ['BEGIN:VCARD', `FN${QP}=4A=61=6E= `, '=65=20=\t', '=44=6F=65', 'TEL:4155550111', 'END:VCARD'],
    ['5: +14155550111 Jane Doe (imported)'],
  ],
  [
    'a number in a note is reported, not taken',
    [
      'BEGIN:VCARD',
      'FN:Jane',
      `NOTE${QP}see also=`,
      'TEL:4155550119',
      'TEL:4155550111',
      'END:VCARD',
    ],
    [
      '4: It is not clear whether this is a number of the card: begin its line with TEL: and end the line before without =. [Jane]',
      '5: +14155550111 Jane (imported)',
    ],
  ],
  [
    'an indented line behind a short one is reported',
    ['BEGIN:VCARD', 'FN:Jane', '  TEL:4155550119', 'TEL:4155550111', 'END:VCARD'],
    [
      '3: It is not clear whether this is a number of the card: begin its line with TEL: and end the line before without =. [Jane]',
      '4: +14155550111 Jane (imported)',
    ],
  ],
  [
    "a secretary's card within another, as version 2.1 has it",
    [
      'BEGIN:VCARD',
      'FN:Jane',
      'TEL:4155550111',
      'AGENT:',
      'BEGIN:VCARD',
      'FN:John',
      'TEL:4155550112',
      'END:VCARD',
      'TEL:4155550113',
      'END:VCARD',
    ],
    [
      '3: +14155550111 Jane (imported)',
      '7: +14155550112 John (imported)',
      '9: +14155550113 Jane (imported)',
    ],
  ],
  [
    'and as version 3.0 has it',
    [
      'BEGIN:VCARD',
      'FN:Jane',
      'TEL:4155550111',
      'AGENT:BEGIN:VCARD\\nFN:John\\nTEL:4155550112\\nEND:VCARD\\n',
      'END:VCARD',
    ],
    ['3: +14155550111 Jane (imported)', '4: +14155550112 John (imported)'],
  ],
  [
    'a picture whose lines are not indented',
    [
      'BEGIN:VCARD',
      'FN:Jane',
      'PHOTO;ENCODING=BASE64;JPEG:',
      '/9j/4AAQSkZJRgABAQAAAQABAAD',
      'AAQEAAAIYAAAAAAQwAABtbnRyUkdCIFhZWiAAAA==',
      'TEL:4155550111',
      'END:VCARD',
    ],
    ['6: +14155550111 Jane (imported)'],
  ],
  [
    'two numbers in one TEL',
    ['BEGIN:VCARD', 'FN:Jane', 'TEL:4155550111;4155550112', 'END:VCARD'],
    ['3: +14155550111 Jane (imported)', '3: +14155550112 Jane (imported)'],
  ],
  [
    'a TEL in quoted-printable, and one in base64',
    [
      'BEGIN:VCARD',
      'FN:Jane',
      'TEL;ENCODING=QUOTED-PRINTABLE:=2B1415=',
      '5550111',
      'TEL;ENCODING="b":KzE0MTU1NTUwMTEy',
      'END:VCARD',
    ],
    ['3: +14155550111 Jane (imported)', '5: +14155550112 Jane (imported)'],
  ],
  [
    'nor a number with the parameters of an old Android',
    [
      'BEGIN:VCARD',
      `FN${QP}Jane=`,
      'TEL;X-Custom(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42):4155550111',
      `N${QP}Doe=`,
      'TEL ;CELL:4155550112',
      'END:VCARD',
    ],
    ['3: +14155550111 Jane= (imported)', '5: +14155550112 Jane= (imported)'],
  ],
  [
    'files put together, each with its byte order mark',
    ['Jane', 'John', 'Jill'].flatMap((name, index) => [
      '\u{feff}BEGIN:VCARD',
      `FN:${name}`,
      `TEL:415555011${index}`,
      'END:VCARD',
    ]),
    [
      '3: +14155550110 Jane (imported)',
      '7: +14155550111 John (imported)',
      '11: +14155550112 Jill (imported)',
    ],
  ],
  [
    'a line end too many',
    ['BEGIN:VCARD\r', 'FN:Jane\r', 'TEL:4155550111\r', 'END:VCARD\r'],
    ['3: +14155550111 Jane (imported)'],
  ],
])('%s', (_, lines, expected) => {
  expect(vcard(...lines)).toEqual(expected)
})

test('UTF-16 is read without a mark, whichever way round', () => {
  const card = Buffer.from('BEGIN:VCARD\nFN:Jané\nTEL:4155550111\nEND:VCARD\n', 'utf16le')
  const expected = ['3: +14155550111 Jané (imported)']
  expect(brief(read(card, 'vcard'))).toEqual(expected)
  expect(brief(read(Buffer.from(card).swap16(), 'vcard'))).toEqual(expected)
})

test.each([
  [Buffer.from('BEGIN:VCARD\nFN:Jané\nTEL:4155550111\nEND:VCARD', 'latin1'), true],
  [Buffer.from('BEGIN:VCARD\nFN;CHARSET=x-mac:Jané\nTEL:4155550111\nEND:VCARD', 'latin1'), true],
  [
    Buffer.from('BEGIN:VCARD\nFN;CHARSET=ISO-8859-1:Jané\nTEL:4155550111\nEND:VCARD', 'latin1'),
    false,
  ],
  [Buffer.from('BEGIN:VCARD\nFN:Jané\nTEL:4155550111\nEND:VCARD'), false],
])('a name whose encoding is unsure is told (%#)', (file, isTold) => {
  const [line] = read(file, 'vcard')
  expect(line).toMatchObject({ contact: { phoneNumber: '+14155550111', name: 'Jané' } })
  expect('note' in line!).toBe(isTold)
})

test('a name of a table whose encoding is unsure is told', () => {
  const [one, other] = read(
    Buffer.from('name,phone\nJané,4155550111\nJane,4155550112', 'latin1'),
    'csv',
  )
  expect(one).toMatchObject({ contact: { name: 'Jané' }, note: expect.stringContaining('UTF-8') })
  expect('note' in other!).toBe(false)
})

const digits = fc
  .integer({ min: 0, max: 99 })
  .map((last) => `+1415555${String(100 + last).padStart(4, '0')}`)
const name = fc.constantFrom('Jane', 'Jane=', 'Doe, Jane', 'Jané', '=', 'J:J', '')
const property = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('FN:', `FN${QP}`, `N${QP}`, 'FN;CHARSET=UTF-8:', 'NOTE:', `NOTE${QP}`),
      name,
    )
    .map(([head, text]) => head + text),
  fc.constantFrom(
    '',
    ' folded',
    'no property',
    'PHOTO;ENCODING=BASE64:AAAA',
    'AAAA',
    'AGENT:',
    'EMAIL:a@example.com',
  ),
  digits.map((number) => `TEL;CELL:${number}`),
)
const card = fc
  .array(property, { maxLength: 8 })
  .map((lines) => ['BEGIN:VCARD', ...lines, 'END:VCARD'])

test('whatever stands around them, every number of a file is taken, or its line or card reported', () => {
  fc.assert(
    fc.property(fc.array(card, { minLength: 1, maxLength: 5 }), (cards) => {
      const lines = cards.flat()
      const entries = read(lines.join('\r\n'), 'vcard')
      const taken = new Set(
        entries.map((entry) => ('contact' in entry ? entry.contact.phoneNumber : '')),
      )
      lines.forEach((line, index) => {
        const number = /^TEL;CELL:(.*)/.exec(line)?.[1]
        if (number === undefined || taken.has(number)) return
        const first = lines.lastIndexOf('BEGIN:VCARD', index) + 1
        const last = lines.indexOf('END:VCARD', index) + 1
        expect(
          entries.some((entry) => 'problem' in entry && entry.line >= first && entry.line <= last),
        ).toBe(true)
      })
    }),
    { numRuns: 300, seed: 12 },
  )
})

test('a file reads the same in whatever pieces it comes', () => {
  const file = Buffer.from(
    ['BEGIN:VCARD', `FN${QP}=4A=`, '=61né', 'TEL:4155550111', ' 9', 'END:VCARD', '']
      .join('\r\n')
      .repeat(3),
  ).toString('latin1')
  const options = { defaultCountry: 'US', category: null }
  const whole = createVcardReader(options)
  whole.push(file)
  const expected = whole.end()
  for (let size = 1; size < 40; size++) {
    const reader = createVcardReader(options)
    for (let at = 0; at < file.length; at += size) reader.push(file.slice(at, at + size))
    expect(reader.end()).toEqual(expected)
  }
})

test.each(['latin1', 'utf8', 'utf16le'] as const)(
  'an upload in %s reads the same where each octet comes alone',
  async (encoding) => {
    const file = Buffer.from(
      '\ufeffBEGIN:VCARD\nFN:Jan\u00e9\nTEL:4155550111\nEND:VCARD\n'.slice(
        encoding === 'latin1' ? 1 : 0,
      ),
      encoding,
    )
    async function* octets() {
      for (const octet of file) yield Uint8Array.of(octet)
    }
    const options = { defaultCountry: 'US', category: null }
    const upload = await readUpload(octets(), 'text/vcard', options)
    expect(upload).toEqual({ format: 'vcard', lines: readContactFile(file, 'vcard', options) })
    expect(upload).toMatchObject({ lines: [{ line: 3, contact: { name: 'Jan\u00e9' } }] })
  },
)
