import { expect, test } from 'vitest'
import { UsageError } from '../../server/cli/command/usage-error.ts'
import type { Attack } from './attack.ts'
import { helpOn, readAttackOptions } from './options.ts'
import { createRandom } from './random.ts'
import { runAttacks } from './run-attacks.ts'
import { tellOutcomes } from './tell.ts'

const harmless: Attack = {
  name: 'harmless',
  promise: 'nothing happens',
  share: 1,
  async run(budget, _, report) {
    while (!budget.isSpent()) report.tried()
  },
}

const drawing = (drawn: number[]): Attack => ({
  ...harmless,
  name: 'drawing',
  async run(_, random, report) {
    drawn.push(...random.some(20, () => random.whole(0, 1_000)))
    report.tried()
  },
})

const finding: Attack = {
  ...harmless,
  name: 'finding',
  async run(_, __, report) {
    report.tried(2)
    report.fault('a door is open', 'the back door')
    report.fault('a door is open', 'the front door')
  },
}

const attacks = [harmless, finding]

async function told(...some: Attack[]): Promise<string> {
  const lines: string[] = []
  tellOutcomes(await runAttacks(some, { seconds: 0, seed: 7 }), (text) => lines.push(text))
  return lines.join('\n')
}

test('the same seed tries the same again, another something else', async () => {
  const [one, again, other]: number[][] = [[], [], []]
  await runAttacks([drawing(one!)], { seconds: 0, seed: 7 })
  await runAttacks([drawing(again!)], { seconds: 0, seed: 7 })
  await runAttacks([drawing(other!)], { seconds: 0, seed: 8 })
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})

test('every attack has a row, and tries at least once however little time there is', async () => {
  expect(await told(harmless)).toContain('| harmless | nothing happens | 1 | 0 | 0 |')
})

test('a fault is told once, with its first example and how to see it again', async () => {
  const text = await told(finding, harmless)
  expect(text).toContain('Again: npm run attack -- --only finding --seed 7')
  expect(text).toContain('✗ a door is open (2 ×, first in try 3)\n    the back door')
  expect(text).not.toContain('--only harmless')
})

test('what takes too long is a fault, of which a brief run is patient', async () => {
  const slow: Attack = {
    ...harmless,
    async run(_, __, report) {
      report.tried()
      report.took(300, { ms: 100, else: 'it is silent' }, 'with a crowd')
    },
  }
  const [outcome] = await runAttacks([slow], { seconds: 0, seed: 7 })
  expect(outcome!.faults).toMatchObject([{ what: 'it is silent', example: '300 ms with a crowd' }])
  const [brief] = await runAttacks([slow], { seconds: 0, seed: 7, isBrief: true })
  expect(brief!.faults).toEqual([])
})

test('an attack that breaks, or tries nothing, is a fault', async () => {
  const breaking = { ...harmless, run: () => Promise.reject(new Error('no such file')) }
  const idle = { ...harmless, run: () => Promise.resolve() }
  expect(await told(breaking)).toContain('it broke the attack: Error: no such file')
  expect(await told(idle)).toContain('nothing was tried')
})

test.each([
  ['--only', 'nothing'],
  ['--minutes', '0'],
  ['--minutes', 'long'],
  ['--seed', '-1'],
  ['--loud'],
])('%s %s is no usage of it', (...args) => {
  expect(() => readAttackOptions(args, attacks)).toThrow(UsageError)
})

test('it takes one attack, a seed and minutes; help names all attacks', () => {
  const args = ['--only', 'finding', '--seed', '9', '--minutes', '0.5']
  const options = readAttackOptions(args, attacks)
  expect(options).toMatchObject({ seed: 9, minutes: 0.5, attacks: [{ name: 'finding' }] })
  expect(readAttackOptions(['--help'], attacks)).toBeNull()
  for (const { name } of attacks) expect(helpOn(attacks)).toContain(`  ${name} `)
})

test('chance is even enough: each of ten comes up, and shuffling loses nothing', () => {
  const random = createRandom(1, 'dice')
  expect(new Set(random.some(200, () => random.whole(1, 10))).size).toBe(10)
  expect(random.shuffled([1, 2, 3, 4]).sort((a, b) => a - b)).toEqual([1, 2, 3, 4])
  expect(random.hex(32)).toMatch(/^[0-9a-f]{32}$/)
})
