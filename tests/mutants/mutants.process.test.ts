/** `npm run test:mutate`, as it is called. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const mutate = (...args: string[]) => run(process.execPath, ['tests/mutants/main.ts', ...args])

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
  const survivors = await readFile('artifacts/mutants/survivors.txt', 'utf8')
  expect(survivors).toMatch(new RegExp(`^${file}:\\d+ survived: .+ => .+$`, 'm'))
  expect(await readFile(file, 'utf8')).toBe(before)
})

test('of what no test comes by it says so', async () => {
  const { stdout } = await mutate('server/basics/quantile.ts', '--tests', 'calls/outage/dials')
  expect(stdout).toMatch(/quantile\.ts: 0 killed of 0 reached, -; of all \d+, 0 %/)
})

test.each([
  [['machines/nothing.ts'], 'There is no machines/nothing.ts'],
  [['prompts'], 'name some with --tests'],
  [['machines', '--seconds', 'soon'], '--seconds soon'],
])('%j is refused', async (args, said) => {
  const failed = await mutate(...args).catch((error: unknown) => error)
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining(said) })
  expect(failed).toMatchObject({ stderr: expect.stringContaining('--help') })
})
