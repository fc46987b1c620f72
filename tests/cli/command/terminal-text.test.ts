import { describe, expect, test } from 'vitest'
import {
  alignRows,
  cutTo,
  displayWidth,
  forTerminal,
  toJson,
} from '../../server/cli/command/terminal-text.ts'

describe('what strangers wrote, at a terminal', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007name', 'name'],
    ['\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007', 'link'],
    ['a\r\nb\tc', 'a b c'],
    ['half\u001b', 'half'],
    ['Mom\u202e!daD', 'Mom !daD'],
    ['Zoë 妈妈 👩‍👩‍👧', 'Zoë 妈妈 👩‍👩‍👧'],
  ])('%j is shown as %j', (text, shown) => {
    expect(forTerminal(text)).toBe(shown)
  })

  test('JSON keeps its values and shows no control characters', () => {
    const value = { name: 'a\u001b\u009b\u202e\u007f' }
    const json = toJson(value)
    expect(json).toBe(String.raw`{"name":"a\u001b\u009b\u202e\u007f"}`)
    expect(JSON.parse(json)).toEqual(value)
  })
})

describe('columns', () => {
  test.each([
    ['abc', 3],
    ['Zoë', 3],
    ['Zoe\u0308', 3],
    ['妈妈', 4],
    ['ﾊﾛｰ', 3],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['', 0],
  ])('%j is %i wide', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })

  test('line up whatever the script', () => {
    expect(
      alignRows(
        [
          ['妈妈', 'x'],
          ['abc', 'y'],
          ['', 'z'],
        ],
        0,
      ),
    ).toEqual(['妈妈  x', 'abc   y', '      z'])
  })

  test('fit the terminal: what is too long is cut', () => {
    expect(alignRows([['1', 'a very long name indeed', 'x']], 1, 20)).toEqual([
      '1  a very long n…  x',
    ])
    expect(cutTo(5, '妈妈妈妈')).toBe('妈妈…')
    expect(cutTo(4, 'abcd')).toBe('abcd')
  })
})
