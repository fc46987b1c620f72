import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { parseEnvFile, readEnvFile } from '../../../server/settings/environment/env-file.ts'
import { temporaryFile } from '../../support/concierge.ts'

const read = (text: string) => parseEnvFile(Buffer.from(text))

test.each([
  ['in double quotes', 'A="x y"', 'x y'],
  ['in single quotes', "A='x y'", 'x y'],
  ['in backticks', 'A=`x y`', 'x y'],
  ['exported', 'export A=x', 'x'],
  ['exported with blanks', '  export   A = x  ', 'x'],
  ['with blanks around =', 'A = x', 'x'],
  ['with a tab around =', 'A\t=\tx', 'x'],
  ['with blanks in it', 'A=Robin Smith', 'Robin Smith'],
  ['with a comment behind', 'A=x # a comment', 'x'],
  ['with a comment behind a quote', 'A="x" # a "comment"', 'x'],
  ['with a comment right behind a quote', "A='x'# comment", 'x'],
  ['with # in quotes', 'A="x # y"', 'x # y'],
  ['with = in it', 'A=a==', 'a=='],
  ['with an apostrophe', "A=Robin's", "Robin's"],
  ['with a quote in double quotes', String.raw`A="a \"b\" c"`, 'a "b" c'],
  ['with a backslash in double quotes', String.raw`A="a\\b"`, String.raw`a\b`],
  ['with a backslash in single quotes', String.raw`A='C:\new'`, String.raw`C:\new`],
  ['bare with a backslash', String.raw`A=C:\new`, String.raw`C:\new`],
  ['with a dollar sign', 'A=pa$word', 'pa$word'],
  ['over two lines', 'A="x\ny"', 'x\ny'],
  ['empty', 'A=', ''],
  ['empty in quotes', 'A=""', ''],
  ['a comment only', 'A= # not set', ''],
])('a value %s is taken as it was meant', (_, text, value) => {
  expect(read(`# first\n\n${text}\nB=1`)).toEqual({ values: { A: value, B: '1' }, problems: [] })
})

test.each([
  ['A', 'NAME=value'],
  ['A: x', 'NAME=value'],
  ['set A=x', 'NAME=value'],
  ['$env:A = "x"', 'NAME=value'],
  ['=x', 'NAME=value'],
  ['A="x', 'no closing "'],
  ["A='x", "no closing '"],
  ['A=`x', 'no closing `'],
  ['A="x"y', 'more behind its closing "'],
  ["A='it''s'", "more behind its closing '"],
  ['A=“x”', 'curly quote'],
  ['A=x#y', 'single quotes'],
  ['A=${B}', '${…}'],
  ['A="$(cat key)"', '${…}'],
])('%s is refused with its line and a word on what to write', (text, hint) => {
  const { values, problems } = read(`Z=0\n${text}\nB=1`)
  expect(problems).toEqual([expect.stringMatching(/^\.env line 2: /)])
  expect(problems[0]).toContain(hint)
  expect(values).toEqual({ Z: '0', B: '1' })
})

test('of a name that stands twice the last is taken, as everywhere', () => {
  expect(read('A=1\nA=2').values).toEqual({ A: '2' })
})

const TEXT = 'OWNER_NAME="Zoë"\r\nPORT=9000 # here\r\n'
const VALUES = { OWNER_NAME: 'Zoë', PORT: '9000' }

test.each([
  ['UTF-8 and CRLF', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from(TEXT, 'utf16le')],
  ['UTF-16 without a mark, big end first', Buffer.from(TEXT, 'utf16le').swap16()],
  ['the line ends of old Macs', Buffer.from(TEXT.replaceAll('\r\n', '\r'))],
])('a file in %s is read', (_, bytes) => {
  expect(parseEnvFile(bytes)).toEqual({ values: VALUES, problems: [] })
})

test('a file in another encoding is refused with its line', () => {
  const { problems } = parseEnvFile(Buffer.from('PORT=1\nOWNER_NAME=Zo\xEB\n', 'latin1'))
  expect(problems).toEqual(['.env line 2: is neither UTF-8 nor UTF-16: save the file as UTF-8'])
})

test('every line that cannot be taken is told at once, and no value with it', () => {
  const { problems } = read('A="secret\nB=secret#\nC secret')
  expect(problems.map((problem) => problem.slice(0, 11))).toEqual([
    '.env line 1',
    '.env line 2',
    '.env line 3',
  ])
  expect(problems.join()).not.toContain('secret')
})

test('no file is no mistake, a folder in its place is one', async () => {
  const missing = await temporaryFile('.env')
  expect(readEnvFile(missing)).toEqual({ values: {}, problems: [] })
  expect(readEnvFile(dirname(missing)).problems).toEqual([expect.stringContaining('is a folder')])
})

test('what is no text or too long is told of', () => {
  expect(parseEnvFile(Buffer.alloc(1024 * 1024 + 1)).problems).toHaveLength(1)
})

test('thousands of unclosed quotes are read in a breath', () => {
  const text = Array.from({ length: 5_000 }, (_, at) => `A${at}="x`).join('\n')
  expect(read(text).problems.length).toBeGreaterThan(0)
})
