import { describe, expect, test } from 'vitest'
import { editEnvFile } from '../../../server/settings/environment/edit-env-file.ts'
import { parseEnvFile } from '../../../server/settings/environment/env-file.ts'
import { growthOf } from '../../support/growth.ts'

function edited(text: string | Uint8Array, changes: Record<string, string>): string {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const done = editEnvFile(bytes, changes)
  if ('problems' in done) throw new Error(done.problems.join('\n'))
  return done.bytes.toString()
}

test.each([
  ['a value', 'A=1\nB=2\n', { A: '9' }, 'A=9\nB=2\n'],
  ['an empty one', '# the number\nA=\n', { A: '9' }, '# the number\nA=9\n'],
  ['one with a comment behind it', 'A=1 # one\nB=2', { A: '9' }, 'A=9 # one\nB=2'],
  ['a comment in the place of one', 'A= # one\n', { A: '9' }, 'A=9 # one\n'],
  ['one in quotes', `A="1" # "one\nB='2'\n`, { A: '9', B: '8' }, 'A=9\nB=8\n'],
  ['one in quotes with a comment', `A='1' # one\n`, { A: '9' }, 'A=9 # one\n'],
  ['one that is exported', '  export A = 1\r\nB=2\r\n', { A: '9' }, '  export A =9\r\nB=2\r\n'],
  ['the last of several, which counts', 'A=1\nA=2\n', { A: '9' }, 'A=1\nA=9\n'],
  ['a value of several lines', 'A="1\n2\n3" # x\nB=2\n', { A: '9' }, 'A=9 # x\nB=2\n'],
  ['none yet', 'A=1', { B: '2' }, 'A=1\nB=2\n'],
  ['none yet, with line ends of Windows', 'A=1\r\n', { B: '2', C: '3' }, 'A=1\r\nB=2\r\nC=3\r\n'],
  ['nothing at all', '', { B: '2' }, 'B=2\n'],
  ['names of others', 'OTHER_1=x y\n\n# c\n', { B: '2' }, 'OTHER_1=x y\n\n# c\nB=2\n'],
  ['with line ends of old Macs', 'A=1\rB=2\r', { A: '9' }, 'A=9\rB=2\r'],
])('changes %s, and leaves the rest as it stands', (_, text, changes, wanted) => {
  expect(edited(text, changes as Record<string, string>)).toBe(wanted)
})

test.each(["O'Neil", 'Robin Hood', 'a#b', 'a $b ${c} `d` "e" \\f', `'"`, 'x=y', ' é 家 '.trim()])(
  'the value %j is read again as it was meant',
  (value) => {
    const bytes = Buffer.from(edited('A=1\nB=2\n', { A: value, C: value }))
    expect(parseEnvFile(bytes)).toEqual({ values: { A: value, B: '2', C: value }, problems: [] })
  },
)

test.each(['utf16le', 'utf8'] as const)('keeps the encoding and its mark: %s', (encoding) => {
  const bytes = Buffer.from('\ufeffA=1\r\nB=2\r\n', encoding)
  const done = editEnvFile(bytes, { A: 'é' }) as { bytes: Buffer }
  expect(done.bytes).toEqual(Buffer.from('\ufeffA=é\r\nB=2\r\n', encoding))
  const big = Buffer.from('\ufeffA=1\n', 'utf16le').swap16()
  expect((editEnvFile(big, { A: '2' }) as { bytes: Buffer }).bytes).toEqual(
    Buffer.from('\ufeffA=2\n', 'utf16le').swap16(),
  )
})

describe('What cannot be edited is left alone', () => {
  test.each([
    ['a line that is no setting', Buffer.from('A=1\nwhat is this\n'), 'line 2'],
    ['a quote without an end', Buffer.from('A="1\nB=2\n'), 'line 1'],
    ['more than a megabyte', Buffer.alloc(1024 * 1024 + 1, 'A'), 'over 1 MB'],
    ['bytes of another kind', Buffer.from([0x41, 0x3d, 0xff, 0x31]), 'line 1'],
  ])('%s', (_, bytes, says) => {
    const { problems } = editEnvFile(bytes, { A: '2' }) as { problems: string[] }
    expect(problems.join()).toContain(says)
  })

  test('a value that no such file can hold', () => {
    const done = editEnvFile(Buffer.from('A=1\n'), { A: `it's\rtwo` })
    expect(done).toEqual({ problems: [expect.stringContaining('A cannot be written there')] })
  })
})

test('a megabyte takes no longer than in proportion', async () => {
  const file = (size: number) => Buffer.from(`A=${'x'.repeat(30)} # c\n`.repeat(size / 40))
  expect(await growthOf([60_000, 240_000, 960_000], (size) => edited(file(size), { A: '9' }))).toBe(
    null,
  )
})
