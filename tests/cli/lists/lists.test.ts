import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lists } from '../../../server/cli/lists/lists.ts'
import { emptyFolder, runHere, startConcierge } from '../../support/command.ts'
import { fileNamed, ftcFile, startFtc } from '../../support/ftc-server.ts'

async function withServer() {
  const ftc = await startFtc()
  ftc.files.set(fileNamed(new Date().toISOString().slice(0, 10)), ftcFile([['2125550190', 'a']]))
  const server = await startConcierge({ FTC_URL: ftc.url })
  const run = (...args: string[]) => runHere(lists, args, { env: server.env })
  return { ftc, run }
}

test('the FTC’s list is begun, read to its end and shown', async () => {
  const { run, ftc } = await withServer()
  expect((await run('list')).out).toContain('npm run lists -- update begins that of the FTC')
  const { code, out } = await run('update')
  expect(code).toBe(0)
  expect(out).toMatch(/^ftc +doubtful +1 number +read \d{4}-\d\d-\d\d \d\d:\d\d UTC$/m)
  expect((await run('act-as', 'ftc', 'blocked')).out).toMatch(/^ftc +blocked +1 number/)
  ftc.answer = () => 500
  const failed = await run('update', 'ftc')
  expect(failed.code).toBe(1)
  expect(failed.out).toMatch(/not read: .*is answered with 500/)
  expect((await run('remove', 'ftc')).out).toBe('Removed ftc\n')
  expect(JSON.parse((await run('list', '--json')).out)).toEqual({ lists: [] })
})

test('a file is a list of one’s own', async () => {
  const { run } = await withServer()
  const file = join(await emptyFolder(), 'spam.csv')
  await writeFile(file, '212-555-0190\nnobody\n')
  const { code, out } = await run('import', file, '--name', 'own', '--act-as', 'blocked')
  expect(code).toBe(1)
  expect(out).toMatch(/^own +blocked +1 number/)
  expect(out).toContain('No number in line 2\n')
})

test.each([
  [['act-as', 'ftc', 'friendly'], 2, /choose one of doubtful, blocked/],
  [['act-as', 'ftc'], 2, /as what\? Say doubtful or blocked/],
  [['import', 'x.csv'], 2, /--name NAME/],
  [['import'], 2, /import which file\?/],
  [['import', 'no-such-file.csv', '--name', 'own'], 2, /there is no such file/],
  [['remove', 'lost'], 3, /There is no list lost/],
  [['update', 'ftc', 'now'], 2, /'now' is too much/],
  [['bless'], 2, /There is no 'bless'/],
  [['list', '--name', 'x'], 2, /--name does not go with list/],
])('%j says what is wrong', async (args, code, words) => {
  const { run } = await withServer()
  const ended = await run(...args)
  expect(ended.code).toBe(code)
  expect(ended.err).toMatch(words)
})
