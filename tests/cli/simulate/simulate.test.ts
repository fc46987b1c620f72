import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { writeAddress } from '../../../machines/simulation/address.ts'
import { wayTo } from '../../../machines/simulation/way-to.ts'
import { simulate } from '../../../server/cli/simulate/simulate.ts'
import { emptyFolder, OBEYED, runHere } from '../../support/command.ts'

const FILE = resolve(import.meta.dirname, '../../calls/emergency.json')
const LIMITS = { maxTurns: 3, noSpeechRetries: 2 }
const run = (...args: string[]) => runHere(simulate, args)

test('A saved simulation is played step by step: what happens, what is asked, what is heard', async () => {
  const { code, out, err } = await run(FILE)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('caller     your daughter fell off the swing')
  expect(out).toContain('screen: transfer')
  expect(out).toContain('rests in dialing.screened, next: dial')
  expect(out).toContain('It goes as it went when it was saved.')
})

test('So is the address of the page, as far as it was looked at', async () => {
  const { limits, moves } = wayTo(conciergeFlow, LIMITS, 'unreached')!
  const hash = writeAddress({ flow: 'concierge', limits, ways: [moves], way: 0, at: 3 })
  const { code, out } = await run(`http://localhost:8080/console/simulate${hash}`)
  expect(code).toBe(0)
  expect(out).not.toContain('unreached')
})

test('An address without a simulation is no missing file', async () => {
  const { code, err } = await run('https://calls.example.com/console/simulate?call=CA1&step=2')
  expect(code).toBe(2)
  expect(err).toContain('take one that has a # in it')
})

test('One that goes another way today ends with 1, and says where', async () => {
  const file = join(await emptyFolder(), 'other.json')
  const text = readFileSync(FILE, 'utf8').replace('"listening.greeting"', '"listening.before"')
  writeFileSync(file, text)
  const { code, out } = await run(file)
  expect(code).toBe(1)
  expect(out).toContain('step 1: state was listening.before, is listening.greeting')
})

test('What a caller says obeys no terminal', async () => {
  const { moves } = wayTo(conciergeFlow, LIMITS, 'listening_greeting')!
  moves.push({
    kind: 'event',
    payload: { type: 'caller.spoke', text: 'red \u001b[31m and \u202eback' },
  })
  const at = moves.length
  const { out } = await run(
    writeAddress({ flow: 'concierge', limits: LIMITS, ways: [moves], way: 0, at }),
  )
  expect(out).toContain('red')
  expect(out).not.toMatch(OBEYED)
})

test.each([
  [[], 'Say which'],
  [['none.json'], 'there is no such file'],
  [['/'], 'it is a folder'],
  [['#'], 'holds no simulation'],
  [['http://localhost/#%%%'], 'no simulation that can be read'],
  [[writeAddress({ flow: 'x', limits: LIMITS, ways: [[]], way: 0, at: 0 })], 'There is no flow x'],
  [['--jsn'], 'Unknown option'],
])('refuses %j: %s', async (args, reason) => {
  const { code, err } = await run(...args)
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(reason) })
})
