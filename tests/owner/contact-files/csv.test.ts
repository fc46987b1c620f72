import { expect, test } from 'vitest'
import { brief, read } from './read.ts'

const csv = (file: string | Uint8Array) => brief(read(file, 'csv'))

test.each([
  [
    'our own export',
    `\ufeffphone_number,contact_name,category,is_active\r\n+14155550111,Jane Doe,family,true\r\n+14155550112,"Doe, John",work,false\r\n`,
    ['2: +14155550111 Jane Doe (family)', '3: +14155550112 Doe, John (work, inactive)'],
  ],
  [
    'Google, since 2024',
    `First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value
Jane,Q,Doe,,,Family ::: * myContacts,,,Mobile,(415) 555-0111 ::: 415.555.0112,Work,+1 212-555-0113
,,,,Example Clinic,* myContacts,,,Main,+1 212-555-0114,,
Only,,Mail,,,* myContacts,Home,only@example.com,,,,`,
    [
      '2: +14155550111 Jane Q Doe (Family)',
      '2: +14155550112 Jane Q Doe (Family)',
      '2: +12125550113 Jane Q Doe (Family)',
      '3: +12125550114 Example Clinic (imported)',
      '4: There is no telephone number here: write one, or leave it out. [Only Mail]',
    ],
  ],
  [
    'Google, before',
    `Name,Given Name,Family Name,Group Membership,Phone 1 - Type,Phone 1 - Value\nJane Doe,Jane,Doe,* My Contacts ::: * Friends,Mobile,+1 415-555-0111`,
    ['2: +14155550111 Jane Doe (Friends)'],
  ],
  [
    'Outlook',
    `"Title","First Name","Middle Name","Last Name","Suffix","Company","Assistant's Phone","Business Fax","Business Phone","Home Phone","Mobile Phone","Primary Phone","Categories","Notes"
"Dr.","Jane","","Doe","","Example Clinic","(212) 555-0199","(212) 555-0198","(212) 555-0111","","(212) 555-0112","(212) 555-0111","Doctors;Friends","first line\r\nsecond line"
"","John","","Doe","","","","","","(212) 555-0113","","","",""`,
    [
      '2: +12125550111 Dr. Jane Doe (Doctors)',
      '2: +12125550112 Dr. Jane Doe (Doctors)',
      '4: +12125550113 John Doe (imported)',
    ],
  ],
  [
    'semicolons, names of columns as people write them',
    `Full Name ; PHONE-NUMBER;Category\nJané;(415) 555-0111;Family`,
    ['2: +14155550111 Jané (Family)'],
  ],
  [
    'tabs',
    `name\tmobile\tgroup\tactive\nJane, Dr.\t(415) 555-0111\t\tno`,
    ['2: +14155550111 Jane, Dr. (imported, inactive)'],
  ],
  [
    "Excel's line that names the separator",
    `sep=;\r\nName;Phone\r\nJane;(415) 555-0111\r\n`,
    ['3: +14155550111 Jane (imported)'],
  ],
  [
    'no header',
    `(415) 555-0111,Jane Doe,family\n\n   \n+14155550112,John Doe\n,,\n`,
    ['1: +14155550111 Jane Doe (family)', '4: +14155550112 John Doe (imported)'],
  ],
  ['no header, name first', `Jane Doe;415 555 0111`, ['1: +14155550111 Jane Doe (imported)']],
  [
    'quoted line breaks of every kind, lines counted as an editor does',
    `name,notes,phone\r\nA,"1\r\n2\r\n3",415-555-0111\r\nB,"x\ny",415-555-0112\r\nC,,415-555-0113`,
    [
      '2: +14155550111 A (imported)',
      '5: +14155550112 B (imported)',
      '7: +14155550113 C (imported)',
    ],
  ],
  [
    'cells that a spreadsheet was kept from running',
    `name,phone\n'=1+1,'+14155550111\n'Tis Jane,"=""+14155550112"""`,
    ['2: +14155550111 =1+1 (imported)', "3: +14155550112 'Tis Jane (imported)"],
  ],
  ['the header only', 'phone_number,contact_name\n', []],
  ['nothing', '', []],
  ['blanks', ' \r\n\r\n', []],
])('%s', (_, file, expected) => {
  expect(csv(file)).toEqual(expected)
})

test.each([
  ['windows-1252, as old Outlook saves it', Buffer.from('name,phone\nJané,4155550111', 'latin1')],
  [
    'UTF-16, as Excel saves "Unicode text"',
    Buffer.from('\ufeffname\tphone\nJané\t4155550111', 'utf16le'),
  ],
  [
    'UTF-16 the other way round',
    Buffer.from('\ufeffname\tphone\nJané\t4155550111', 'utf16le').swap16(),
  ],
  ['UTF-8', Buffer.from('name,phone\nJané,4155550111')],
  ['UTF-8 with a mark', Buffer.from('\ufeffphone,name\n4155550111,Jané')],
])('octets in %s', (_, octets) => {
  expect(csv(octets)).toEqual(['2: +14155550111 Jané (imported)'])
})

test.each([
  [
    '415-555,Jane',
    '"415-555" is no number that can be dialled: write it in full, like +14155550123.',
  ],
  ['1.41556E+10,Jane', 'A spreadsheet has rounded the number to "1.41556E+10"'],
  ['4155550111,', 'no name: write whose it is'],
  [`4155550111,${'x'.repeat(201)}`, 'at most 200 characters'],
  [`4155550111,Jane,${'x'.repeat(51)}`, 'at most 50 characters'],
  ['4155550111,Jane,family,perhaps', 'Write true or false under is_active.'],
  ['4155550111,Doe, Jane,family,true', 'There are 5 columns here but 4 in the first line'],
  ['4155550111,"Jane', 'A quotation mark is not closed'],
  [',Jane', 'There is no telephone number here'],
])('%j fails alone, and is told what to write', (row, problem) => {
  const good = '4155550112,John,work,true'
  const lines = csv(['phone,name,category,is_active', good, row, good].join('\n'))
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe('2: +14155550112 John (work)')
  expect(lines[1]).toMatch(/^3: /)
  expect(lines[1]).toContain(problem)
  expect(lines[2]).toBe('4: +14155550112 John (work)')
})

test.each(['4155550113,"Doe, Jim"', '4155550113,Jim "JD" Doe', '4155550113,"Jim" Doe'])(
  'a quotation mark that is not closed takes no row below into a name (%s)',
  (row) => {
    const rows = ['4155550111,"Jane', '4155550112,John', row, '4155550114,"Joe']
    expect(csv(`phone,name\n${rows.join('\n')}`).map((line) => line.slice(0, 16))).toEqual([
      '2: A quotation m',
      '3: +14155550112 ',
      '4: +14155550113 ',
      '5: A quotation m',
    ])
  },
)

test('quotation marks within a name stay, though nobody doubled them', () => {
  expect(csv('name,phone\nJane "JJ" Doe,4155550111\n"Jim" Doe,4155550112')).toEqual([
    '2: +14155550111 Jane "JJ" Doe (imported)',
    '3: +14155550112 "Jim" Doe (imported)',
  ])
})

test('one good number and one bad in a row give a contact and a problem', () => {
  const lines = read('name,home phone,mobile\nJane,4155550111,12', 'csv')
  expect(lines.map((line) => 'contact' in line)).toEqual([true, false])
})

test('a number that two rows have is given twice, in their order', () => {
  expect(csv('4155550111,Jane\n+1 415 555 0111,Mother')).toEqual([
    '1: +14155550111 Jane (imported)',
    '2: +14155550111 Mother (imported)',
  ])
})

test('a file without a column of numbers is refused in one line', () => {
  expect(csv('first,second\na,b\nc,d')).toEqual([
    '1: No column holds a telephone number: begin the file with the line phone_number,contact_name,category,is_active. [null]',
  ])
})

test('control characters and halves of characters do not get into a name', () => {
  expect(csv('4155550111,Ja\u0000ne\u0007\u009f Doe,a\u001bb')).toEqual([
    '1: +14155550111 Jane Doe (ab)',
  ])
  expect(csv('4155550111,Jane \ud83d')[0]).toBe('1: +14155550111 Jane \ufffd (imported)')
})
