import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { STRANGER, verdict } from '../support/concierge.ts'
import { terminalLine } from '../../server/watch/terminal-line.ts'
import { createWatched } from './watched.ts'

async function linesOf(settings: Record<string, string> = {}) {
  const { phone, written, close } = await createWatched({
    settings,
    readable: true,
    screener: () => ({ ...verdict('ask', 'Go on?'), kind: 'sales', modelMs: 84.2 }),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('brushes\u001b[2J')
  await caller.hangUp()
  await close()
  return { lines: written().trim().split('\n'), callSid: caller.callSid }
}

test('a turn is one line: when, what happened, where the call rests, how long it took', async () => {
  const { lines, callSid } = await linesOf()
  expect(lines).toEqual([
    expect.stringMatching(
      new RegExp(
        String.raw`^\d\d:\d\d:\d\d turn call\.arrived → listening\.greeting \d+ ms ${callSid}$`,
      ),
    ),
    expect.stringMatching(
      new RegExp(
        String.raw`^\d\d:\d\d:\d\d turn caller\.spoke → listening\.askingOn ask, sales by scripted in 84 ms, \d+ ms ${callSid}$`,
      ),
    ),
    expect.stringMatching(
      new RegExp(
        String.raw`^\d\d:\d\d:\d\d turn call\.ended → over \(abandoned\) \d+ ms ${callSid}$`,
      ),
    ),
  ])
})

test('numbers and words are in none of them, unless LOG_PII is set, and then do nothing to the terminal', async () => {
  expect((await linesOf()).lines.join('\n')).not.toMatch(/5550123|brushes|Go on/)
  const { lines } = await linesOf({ LOG_PII: 'true' })
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/caller=\+14155550123 said=\["brushes.*reply="Go on\?"$/)
  expect(lines.join('\n')).not.toContain('\u001b')
})

test('what is told beside turns is one line with its fields', () => {
  const line = JSON.stringify({
    level: 40,
    time: '2026-11-22T09:30:00.000Z',
    setting: 'LANGUAGE',
    many: ['a', 'b'],
    words: 'two words',
    nothing: null,
    msg: 'told',
  })
  expect(terminalLine(line)).toMatch(
    /^\d\d:\d\d:00 WARN told setting=LANGUAGE many=\["a","b"\] words="two words"\n$/,
  )
})

test('an error says what, and beneath it from where', () => {
  const err = {
    type: 'BusyError',
    code: 'BUSY',
    message: 'too\u009bmany',
    stack: '    at one\n    at two',
    cause: { type: 'Error', code: 'ECONNREFUSED' },
  }
  const line = terminalLine(JSON.stringify({ level: 50, time: 'x', err, msg: 'failed' }))
  expect(line).toBe(
    'ERROR failed BusyError (BUSY): too\\u009bmany, caused by Error (ECONNREFUSED)\n    at one\n    at two\n',
  )
})

test('colours change nothing but the colour', () => {
  const line = JSON.stringify({ level: 50, time: '2026-11-22T09:30:00.000Z', msg: 'failed' })
  expect(terminalLine(line, true)).not.toBe(terminalLine(line))
  expect(stripVTControlCharacters(terminalLine(line, true))).toBe(terminalLine(line))
})

test('what is no JSON is left as it is', () => {
  expect(terminalLine('plain\n')).toBe('plain\n')
})
