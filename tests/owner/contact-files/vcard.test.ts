import { expect, test } from 'vitest'
import { brief, read } from './read.ts'

const vcard = (file: string | Uint8Array) => brief(read(file, 'vcard'))
const crlf = (lines: TemplateStringsArray) => lines.raw[0]!.trimStart().replaceAll('\n', '\r\n')

test.each([
  [
    'iPhone',
    crlf`
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.5//EN
N:Doe;Jane;Q.;Dr.;
FN:Dr. Jane Q. Doe
ORG:Example Clinic;
item1.EMAIL;type=INTERNET;type=pref:jane@example.com
item1.X-ABLabel:_$!<HomePage>!$_
TEL;type=CELL;type=VOICE;type=pref:(415) 555-0111
item2.TEL:‪+1 (415) 555-0112‬
item2.X-ABLabel:school
TEL;type=HOME;type=VOICE:(415) 555-0111
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAASABIAAD/4QBARXhpZgAATU0AKgAA
 AAgAAYdpAAQAAAABAAAAGgAAAAAAAqACAAQAAAABAAAAAaADAAQAAAABAAAAAQAAAAD/7QA4UGhv
 END:VCARD=
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Pizza\, Pasta \& more\; open
TEL;type=MAIN:+1 212-555-0113
END:VCARD
`,
    [
      '9: +14155550111 Dr. Jane Q. Doe (imported)',
      '10: +14155550112 Dr. Jane Q. Doe (imported)',
      '21: +12125550113 Pizza, Pasta \\& more; open (imported)',
    ],
  ],
  [
    'Google',
    crlf`
BEGIN:VCARD
VERSION:3.0
FN:Jané Doe
N:Doe;Jané;;;
TEL;TYPE=CELL:+1 415-555-0111
item1.TEL:212-555-0112
item1.X-ABLabel:
CATEGORIES:myContacts,Family
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:
N:;;;;
ORG:Example Clinic;Cardiology
TEL;TYPE=WORK:212-555-0113
CATEGORIES:myContacts
END:VCARD
`,
    [
      '5: +14155550111 Jané Doe (Family)',
      '6: +12125550112 Jané Doe (Family)',
      '15: +12125550113 Example Clinic, Cardiology (imported)',
    ],
  ],
  [
    'Android, version 2.1',
    crlf`
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=44=6F=C3=A9;=C3=89ric;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89ric=20=44=6F=C3=A9=20=F0=9F=
=98=80
TEL;CELL;PREF:415-555-0111
TEL;HOME:2125550112
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/4gIoSUNDX1BST0ZJTEU
 AAQEAAAIYAAAAAAQwAABtbnRyUkdCIFhZWiAAAAAAAAAAAAAAAABhY3NwAAAAAAAA

END:VCARD
BEGIN:VCARD
VERSION:2.1
N:Doe;AC\DC;;;
TEL;CELL:+14155550113
END:VCARD
`,
    [
      '6: +14155550111 Éric Doé 😀 (imported)',
      '7: +12125550112 Éric Doé 😀 (imported)',
      '15: +14155550113 AC\\DC Doe (imported)',
    ],
  ],
  [
    'version 4.0',
    crlf`
BEGIN:VCARD
VERSION:4.0
FN;PREF=1:Jane\n
 Doe
TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-415-555-0111;ext=5
TEL;VALUE=uri;X-NOTE="at work: 9":tel:+1-415-555-0112
CATEGORIES:VIP,work
END:VCARD
`,
    ['5: +14155550111 Jane Doe (VIP)', '6: +14155550112 Jane Doe (VIP)'],
  ],
  [
    'line feeds only, small letters, blanks',
    '\n\nbegin:vcard\nversion:3.0\nnickname:JJ,Jay\ntel:4155550111\nend:vcard \n',
    ['6: +14155550111 JJ (imported)'],
  ],
  ['nothing', '', []],
])('%s', (_, file, expected) => {
  expect(vcard(file)).toEqual(expected)
  expect(vcard(Buffer.from(`\ufeff${file}`))).toEqual(expected)
})

test.each([
  ['FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Jan=E9', 'utf8'],
  ['FN;QUOTED-PRINTABLE:Jan=E9', 'utf8'],
  ['FN;ENCODING=BASE64:SmFuw6k=', 'utf8'],
  ['FN;CHARSET=no-such-charset:Jané', 'latin1'],
  ['FN;CHARSET=ISO-8859-1:Jané', 'latin1'],
  ['FN:Jané', 'latin1'],
  ['FN:Jané', 'utf16le'],
] as const)('%s in %s is Jané', (property, encoding) => {
  const mark = encoding === 'utf16le' ? '\ufeff' : ''
  const card = `${mark}BEGIN:VCARD\r\n${property}\r\nTEL:4155550111\r\nEND:VCARD`
  expect(vcard(Buffer.from(card, encoding))).toEqual(['3: +14155550111 Jané (imported)'])
})

test('a line may be broken inside a character', () => {
  const [begin, end] = ['BEGIN:VCARD\r\nFN:Jan', 'TEL:4155550111\r\nEND:VCARD']
  const octets = Buffer.concat([
    Buffer.from(begin),
    Buffer.from([0xc3]),
    Buffer.from('\r\n '),
    Buffer.from([0xa9]),
    Buffer.from(`\r\n${end}`),
  ])
  expect(vcard(octets)).toEqual(['4: +14155550111 Jané (imported)'])
})

test('a broken card is told of by its line, and costs no other', () => {
  const good = 'BEGIN:VCARD\nFN:Jane\nTEL:4155550111\nEND:VCARD'
  const file = [
    good,
    'BEGIN:VCARD\nFN:No Number\nTEL;CELL:\nTEL 4155550112\nEND:VCARD',
    'BEGIN:VCARD\nTEL:4155550113\nEND:VCARD',
    'BEGIN:VCARD\nFN:Short\nTEL:555-0114\nEND:VCARD',
    'some words\nand more',
    'BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:Cut=\nEND:VCARD',
    'BEGIN:VCARD\nFN:Unfinished\nTEL:4155550115',
    good,
    'BEGIN:VCARD\nFN:Cut off\nTEL:41555501',
  ].join('\n')
  expect(vcard(file)).toEqual([
    '3: +14155550111 Jane (imported)',
    '8: It is not clear whether this is a number of the card: begin its line with TEL: and end the line before without =. [No Number]',
    '11: There is a number here but no name: write whose it is. [null]',
    '15: "555-0114" is no number that can be dialled: write it in full, like +14155550123. [Short]',
    '17: This is no card: write contacts between the lines BEGIN:VCARD and END:VCARD. [null]',
    '19: This card has no telephone number: add one, or leave the card out. [Cut=]',
    '22: This card breaks off: it ends with the line END:VCARD. Export it again, or complete it. [Unfinished]',
    '27: +14155550111 Jane (imported)',
    '29: This card breaks off: it ends with the line END:VCARD. Export it again, or complete it. [Cut off]',
  ])
})

test.each([
  [`FN:${'x'.repeat(201)}`, 'at most 200 characters'],
  [`FN:Jane\nCATEGORIES:${'x'.repeat(51)}`, 'at most 50 characters'],
])('what is too long is refused, not cut', (properties, problem) => {
  const [line] = vcard(`BEGIN:VCARD\n${properties}\nTEL:4155550111\nEND:VCARD`)
  expect(line).toContain(problem)
})
