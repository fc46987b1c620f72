/** `npm run test:mutate`, as it is called. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
/** Not where somebody has the survivors of an hour. */
const FOLDER = 'mutants-of-a-test'
const mutate = (...args: string[]) =>
  run(process.execPath, ['tests/mutants/main.ts', ...args], {
    env: { ...process.env, MUTANTS_FOLDER: FOLDER },
  })

test('says which changes no test takes notice of, and changes nothing', async () => {
  const file = 'server/calls/outage/dials.ts'
  const before = await readFile(file, 'utf8')
  const { stdout } = await mutate(file, '--tests', 'calls/outage/dials')
  const [, killed, reached, all] = new RegExp(
    `${file}: (\\d+) killed of (\\d+) reached, \\d+ %; of all (\\d+)`,
  )
    .exec(stdout)!
    .map(Number)
  expect(killed).toBeGreaterThan(40)
  // Whether what is never looked for again is still kept, no test can tell.
  expect(killed).toBeLessThan(reached!)
  expect(all).toBeGreaterThanOrEqual(reached!)
  const survivors = await readFile(`artifacts/${FOLDER}/survivors.txt`, 'utf8')
  expect(survivors).toMatch(new RegExp(`^${file}:\\d+ survived: .+ => .+$`, 'm'))
  expect(await readFile(file, 'utf8')).toBe(before)
  // What was killed is not tried again, so that other tests add to it.
  const again = await mutate(file, '--tests', 'calls/outage/dials', '--again')
  expect(again.stdout).toContain(`${file}: ${killed} killed of ${reached} reached`)
})

test('what is read as its module is loaded is told apart, and tried where that is wished', async () => {
  const [file, tests] = ['machines/verdict.ts', 'machines/names']
  const without = await mutate(file, '--tests', tests)
  const [, killed] = /verdict\.ts: (\d+) killed of \1 reached, 100 %; of all 7/.exec(
    without.stdout,
  )!
  expect(Number(killed)).toBeLessThan(7)
  const survivors = () => readFile(`artifacts/${FOLDER}/survivors.txt`, 'utf8')
  expect(await survivors()).toContain(`a constant, not tried: 'scam' => ""`)
  const { stdout } = await mutate(file, '--tests', tests, '--again', '--constants')
  expect(stdout).toContain('verdict.ts: 7 killed of 7 reached, 100 %')
  expect(await survivors()).toBe('')
  // Other tests may notice what these did not, of constants too.
  const others = [file, '--constants', '--tests']
  expect((await mutate(...others, 'machines/literal')).stdout).toContain('0 killed of 7 reached')
  expect((await mutate(...others, tests, '--again')).stdout).toContain('7 killed of 7 reached')
})

test('of what no test comes by it says so', async () => {
  const { stdout } = await mutate('server/basics/quantile.ts', '--tests', 'calls/outage/dials')
  expect(stdout).toMatch(/quantile\.ts: 0 killed of 0 reached, -; of all \d+, 0 %/)
})

test.each([
  [['machines/nothing.ts'], 'There is no code in machines/nothing.ts'],
  [['docs'], 'There is no code in docs'],
  [['README.md'], 'There is no code in README.md'],
  [['../x'], 'There is no code in ../x'],
  [['/'], 'There is no code in /'],
  [['machines', '--tests', 'calls,nowhere'], 'neither tests/nowhere nor'],
  [['machines/flows.ts', '--tests', 'machines/flows', '--again'], 'begin without it'],
  [['prompts'], 'name some with --tests'],
  [['machines', '--seconds', 'soon'], '--seconds soon'],
])('%j is refused', async (args, said) => {
  const failed = await mutate(...args).catch((error: unknown) => error)
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining(said) })
  expect(failed).toMatchObject({ stderr: expect.stringContaining('--help') })
})
