import { describe, expect, test } from 'vitest'
import { forTerminal, linesForTerminal, toJson } from '../../../server/cli/command/terminal-text.ts'

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

  test('many lines stay lines, each with the blanks that it begins with', () => {
    expect(linesForTerminal('one\u001b[2J\r\n  two\u202e\n\nthree')).toBe('one\n  two\n\nthree')
  })
})
