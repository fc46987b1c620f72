/** The commands with entry files of their own: what they cannot be told is refused in words, and nothing is begun. */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFolder } from '../support/command.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const COMMANDS: [name: string, file: string][] = [
  ['bench', 'tests/bench/main.ts'],
  ['train', 'server/screening/training/main.ts'],
]

async function run(file: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, file), ...args], {
    cwd: await emptyFolder(),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  })
  return { code: status, out: stdout, err: stderr }
}

describe.each(COMMANDS)('npm run %s', (name, file) => {
  test.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['--port', 'x'], "Unknown option '--port'"],
    [['--limit', '-1'], "Unknown option '--limit'"],
    [['now'], "Unexpected argument 'now'"],
    [['--help=now'], "Option '-h, --help' does not take an argument"],
  ])('%j is refused in words', async (args, reason) => {
    expect(await run(file, args)).toEqual({
      code: 2,
      out: '',
      err: `${reason}\nSee npm run ${name} -- --help\n`,
    })
  })

  test.each(['--help', '-h'])('%s prints help and begins nothing', async (help) => {
    const weights = join(ROOT, 'server/screening/offline/weights.bin')
    const before = statSync(weights).mtimeMs
    const { code, out, err } = await run(file, [help])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`npm run ${name}`)
    expect(statSync(weights).mtimeMs).toBe(before)
  })
})

test.each([
  [['--seconds', '-1'], '--seconds -1: give seconds, from 0.1 to 3600'],
  [['--stored', 'many'], '--stored many: give a whole number from 0 to 10000000'],
  [['--model', '--review'], 'One of --model, --relay, --review, --database, --notices and --rules'],
])('npm run bench -- %j is refused with what to do', async (args, reason) => {
  const { code, err } = await run('tests/bench/main.ts', args)
  expect(err).toContain(reason)
  expect(code).toBe(2)
})

describe('npm start', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const file = scripts.start!.split(' ').at(-1)!

  test('starts nothing where it is told something that it does not know, and says where to set it', async () => {
    const { code, out, err } = await run(file, ['--port', '9000'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^'--port' is not understood: .*in \.env, such as PORT=8000/)
  })

  test('--help says where to set it', async () => {
    const { code, out, err } = await run(file, ['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('.env')
  })
})
