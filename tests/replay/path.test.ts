/** The way of every call kept in `tests/calls`, found in the chart of its flow. */
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { flows } from '../../machines/flows.ts'
import { graphOf } from '../../machines/graph.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { drawChart } from '../../server/chart/draw.ts'
import { readCallFile } from '../../server/replay/call-file.ts'
import { flowToday } from '../../server/replay/replay-call.ts'
import { replayToday } from '../../server/replay/replay-today.ts'

const CALLS = globSync('tests/calls/*.json')
  .toSorted()
  .map((file) => ({ name: basename(file, '.json'), file }))
const TODAY = { flows, limits: { maxTurns: 3, noSpeechRetries: 2 }, speech: speechIn('en-US', '') }

test.each(CALLS)('every step of $name is drawn', ({ file }) => {
  const call = readCallFile(readFileSync(file, 'utf8'), file)
  const chart = drawChart(graphOf(flowToday(call)!), 'chart')
  const drawn = (kind: string, id: string) =>
    new RegExp(`<g class="${kind}[^"]*"[^>]* data-id="${id}"[^>]*>`).exec(chart)?.[0]
  const { turns } = replayToday(call, TODAY)
  const path = turns.flatMap((turn) => turn.path)
  expect(path.length).toBeGreaterThan(1)
  for (const { edge, from, to } of path)
    expect(drawn('edge', edge)).toContain(`data-from="${from}" data-to="${to}"`)
  const states = turns.flatMap((turn) => turn.states)
  expect(states.filter((id) => !drawn('state', id))).toEqual([])
})

test('they take lines of every sort', () => {
  const edges = CALLS.flatMap(({ file }) =>
    replayToday(readCallFile(readFileSync(file, 'utf8'), file), TODAY).turns.flatMap(({ path }) =>
      path.map(({ edge }) => edge),
    ),
  )
  expect(edges).toEqual(
    expect.arrayContaining([
      // One of several between the same two states,
      'checkingForLoop--done-actor-findOpenDial--1',
      // of a block, to what is in it and out of it,
      'listening--caller-silent--0',
      'listening--caller-silent--1',
      // of a port that fails, of a state that is only passed, and of the flow itself.
      'screening--error-actor-screen--0',
      'judged--always--3',
      'any-state--call-ended--0',
    ]),
  )
})
