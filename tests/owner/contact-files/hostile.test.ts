import { expect, test } from 'vitest'
import { read } from './read.ts'

const MEGABYTE = 1 << 20
const fill = (piece: string) => piece.repeat(MEGABYTE / piece.length)

/** The same octets each time, and of every kind. */
function garbage(): Uint8Array {
  let seed = 1
  return Uint8Array.from({ length: MEGABYTE }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed >> 16
  })
}

const HOSTILE: [string, string | Uint8Array][] = [
  ['octets', garbage()],
  ['null characters', fill('\0')],
  ['quotation marks', fill('"')],
  ['colons', fill(':')],
  ['backslashes', `BEGIN:VCARD\nN:${fill('\\')}\nTEL:4155550111\nEND:VCARD`],
  ['semicolons', `BEGIN:VCARD\nN:${fill(';')}\nTEL:4155550111\nEND:VCARD`],
  ['soft breaks', `BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:${fill('=\n')}\nEND:VCARD`],
  [
    'soft breaks behind a long name',
    `BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:${'= a'.repeat(21_000)}=\n${fill('=\n')}\nEND:VCARD`,
  ],
  ['folds', `BEGIN:VCARD\nFN:Jane${fill('\n x')}\nTEL:4155550111\nEND:VCARD`],
  ['beginnings', fill('BEGIN:VCARD\n')],
  ['ends', fill('END:VCARD\n')],
  ['rows never closed', `phone,name\n${fill('4155550111,"Jane\n')}`],
  ['rows of marks', `phone,name\n${fill('4155550111,a"b\n')}`],
  ['rows of odd marks', `phone,name\n${fill(',"""\n')}`],
  ['a row of commas', `phone,name\n4155550111,Jane${fill(',')}`],
  ['columns of phones', `${fill('phone,')}\n${fill('4155550111,')}`],
  [
    'columns of phones, and a row of as many wrong ones',
    `${fill('phone,')}\n${'x,'.repeat(170_000)}`,
  ],
  ['a number without an end', `${fill('1')},Jane`],
  ['a number of blanks', `+1${fill(' ')}4155550111,Jane`],
  ['line ends', fill('\r')],
]

test.each(HOSTILE)('a megabyte of %s is read without harm', (_, file) => {
  const lines = [...read(file, 'csv'), ...read(file, 'vcard')]
  expect(longest(lines.map((line) => ('contact' in line ? line.contact.name : '')))).toBeLessThan(
    201,
  )
  expect(longest(lines.map((line) => ('problem' in line ? line.problem : '')))).toBeLessThan(300)
  expect(longest(lines.map((line) => ('problem' in line ? (line.name ?? '') : '')))).toBeLessThan(
    201,
  )
})

function longest(texts: string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0)
}

test('a file of garbage is told of once', () => {
  expect(read(garbage(), 'vcard')).toHaveLength(1)
  expect(read(fill('lorem ipsum\n'), 'csv')).toHaveLength(1)
})

test('whoever breaks every row is told a thousand times and then no more', () => {
  const lines = read(`phone,name\n${fill('4155550111,"Jane\n')}`, 'csv')
  expect(lines).toHaveLength(1001)
  expect(lines.at(-1)).toMatchObject({
    line: 1002,
    problem: expect.stringContaining('nothing was read from here on'),
  })
})

test('5,000 cards with pictures are 5,000 contacts', () => {
  const picture = `PHOTO;ENCODING=b:${'\r\n AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'.repeat(20)}`
  const card = `BEGIN:VCARD\r\nFN:Jane\r\nTEL:4155550111\r\n${picture}\r\nEND:VCARD\r\n`
  const lines = read(card.repeat(5000), 'vcard')
  expect(lines).toHaveLength(5000)
  expect(lines.at(-1)).toMatchObject({ line: 4999 * 25 + 3, contact: { name: 'Jane' } })
})

test('5,000 rows are 5,000 contacts', () => {
  const lines = read(`phone,name\r\n${'4155550111,"Jane ""JJ"" Doe"\r\n'.repeat(5000)}`, 'csv')
  expect(lines).toHaveLength(5000)
  expect(lines.at(-1)).toMatchObject({ line: 5001, contact: { name: 'Jane "JJ" Doe' } })
})
