import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { alignRows, cutTo } from '../../../server/cli/command/columns.ts'
import { OBEYED } from '../../support/command.ts'

describe('columns', () => {
  test.each([
    ['abc', 3],
    ['Zoë', 3],
    ['Zoe\u0308', 3],
    ['妈妈', 4],
    ['ﾊﾛｰ', 3],
    ['👩‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['👍🏽', 2],
    ['1️⃣', 2],
    ['❤️', 2],
    ['', 0],
  ])('leave %j %i columns', (text, width) => {
    expect(
      alignRows(
        [
          [text, '|'],
          ['12345', '|'],
        ],
        0,
      ),
    ).toEqual([`${text}${' '.repeat(5 - width)}  |`, '12345  |'])
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
    expect(cutTo(3, '👩‍👩‍👧👩‍👩‍👧')).toBe('👩‍👩‍👧…')
  })

  test('grow no wider where the terminal is too narrow for them', () => {
    expect(alignRows([['12345', 'abc', '12345']], 1, 5)).toEqual(['12345  abc  12345'])
  })

  test('hold whatever strangers have written', () => {
    const cell = oneof(
      string({ unit: 'binary' }),
      string({ unit: 'grapheme' }),
      constantFrom('\u001b[2J', '\u0301\u0301', 'a\tb\nc', '\u202eevil', '👩‍👩‍👧', '한국어', '\ud800'),
    )
    assert(
      property(array(tuple(cell, cell), { minLength: 1 }), (rows) => {
        const lines = alignRows(
          rows.map((row) => [...row, '|']),
          1,
          40,
        )
        expect(lines).toHaveLength(rows.length)
        expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1)
        for (const line of lines) {
          expect(line.endsWith('|')).toBe(true)
          expect(line).not.toMatch(OBEYED)
        }
      }),
    )
  })
})
