/** The calls kept in `tests/calls` go through today's flows as they went. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { flows } from '../../machines/flows.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { readCallFile } from '../../server/replay/call-file.ts'
import { replayToday } from '../../server/replay/replay-today.ts'

const FILES = globSync('tests/calls/*.json').sort()
const TODAY = { flows, limits: { maxTurns: 3, noSpeechRetries: 2 }, speech: speechIn('en-US', '') }

test('there are some', () => expect(FILES.length).toBeGreaterThan(10))

test.each(FILES.map((file) => ({ name: basename(file, '.json'), file })))('$name', ({ file }) => {
  const { result, differences } = replayToday(readCallFile(readFileSync(file, 'utf8'), file), TODAY)
  expect({ result, differences }).toEqual({ result: 'identical', differences: [] })
})

test('hold nobody’s number', () => {
  for (const file of FILES)
    for (const [number] of readFileSync(file, 'utf8').matchAll(/\+\d+/g))
      expect(number).toMatch(/^\+1\d{3}55501\d\d$/)
})
