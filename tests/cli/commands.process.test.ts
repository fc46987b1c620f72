/** What only a process of its own can show: settings, exit codes, signals, pipes and a terminal. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { emptyFolder, KEY, listenTo, startConcierge } from '../support/command.ts'
import { runProcess, startAtTerminal, startProcess } from '../support/command-process.ts'
import { temporaryFile } from '../support/concierge.ts'
import { answers, hangs } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('a command line', () => {
  test.each([[[]], [['cal']], [['constructor']]])('%j is no command', async (args) => {
    const { out, err, code } = await runProcess(args)
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toMatch(/^There is no command '.*': known are call, exceptions, .*inspect\n$/)
  })

  test('gives the exit code, with its output and its errors apart', async () => {
    const { env } = await startConcierge()
    const { out, err, code } = await runProcess(['exceptions', 'check', '+14155550111'], { env })
    expect({ out, err, code }).toEqual({
      out: '+14155550111 is not on the list\n',
      err: '',
      code: 3,
    })
  })

  test('that is wrong is told to the errors', async () => {
    const { out, err, code } = await runProcess(['exceptions', 'list', '--loud'])
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toBe("Unknown option '--loud'\nSee npm run exceptions -- --help\n")
  })

  test('takes a file that is piped into it', async () => {
    const { env } = await startConcierge()
    const input = 'phone_number,contact_name\n+14155550111,Mom\n'
    const { out, code } = await runProcess(['exceptions', 'import', '-'], { env, input })
    expect(out).toContain('1 added\n')
    expect(code).toBe(0)
  })

  test('takes what the caller says from a pipe', async () => {
    const { url } = await startConcierge()
    const { out, err, code } = await runProcess(['call', '--url', url], { input: 'hi\n/hangup\n' })
    expect(out).toContain('\ncaller     hi\n')
    expect(out).toContain('\nphone      the caller hangs up (you)\n')
    expect({ err, code }).toEqual({ err: '', code: 0 })
  })
})

describe('.env', () => {
  test('is read; of several keys the first is taken', async () => {
    const { url } = await startConcierge()
    const cwd = await emptyFolder()
    await writeFile(
      join(cwd, '.env'),
      `BASE_URL=${url}/\nADMIN_API_KEY="${KEY}, another-one-for-later"\n`,
    )
    expect(await runProcess(['exceptions', 'list'], { cwd })).toMatchObject({ err: '', code: 0 })
  })

  test('that is a folder is told', async () => {
    const cwd = await emptyFolder()
    await mkdir(join(cwd, '.env'))
    expect(await runProcess(['exceptions', 'list'], { cwd })).toEqual({
      out: '',
      err: '.env cannot be read: it is a folder\n',
      code: 2,
    })
  })
})

describe('npm run conversations -- --follow', () => {
  test.each([
    ['Ctrl-C ends it', (child: Child) => child.kill('SIGINT')],
    ['it ends quietly when nobody reads it any more', (child: Child) => child.stdout.destroy()],
  ])('%s: 0', async (_, leave) => {
    const { env, phone } = await startConcierge()
    const child = await startProcess(['conversations', '--follow', '--every', '0.1'], { env })
    const closed = once(child, 'close')
    const [out, err] = [listenTo(child.stdout), listenTo(child.stderr)]
    await phone.ring()
    await out.until('Hello')
    leave(child)
    // Something to print, for whoever does not know yet that nobody reads it.
    await phone.ring()
    expect(await closed).toEqual([0, null])
    expect(err.all).toBe('Following the calls; Ctrl-C ends it.\n')
  })
})

type Child = Awaited<ReturnType<typeof startProcess>>

describe.skipIf(spawnSync('script', ['--version']).error)('at a terminal', () => {
  const CALL = { text: 'my house is on fire', expected: 'transfer' }

  async function modelAndCalls(model: { url: string }) {
    const calls = await temporaryFile('calls.jsonl')
    await writeFile(calls, `${JSON.stringify(CALL)}\n`.repeat(30))
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    return { args: `evaluate --screener openai --concurrency 1 --file ${calls}`, env }
  }

  test('a bar shows how far it is, and nothing of it gets into what is read by programs', async () => {
    await using model = await startScriptedModel(() =>
      answers('{TRANSFER} Yes.', { firstTokenMs: 20 }),
    )
    const { args, env } = await modelAndCalls(model)
    const file = await temporaryFile('report.json')
    const { screen, ended } = await startAtTerminal(`${args} --json > ${file}`, env)
    await screen.until('/30')
    expect(await ended).toEqual([0, null])
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([{ calls: 30 }])
    // The cursor is there again.
    expect(screen.raw.lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      screen.raw.lastIndexOf('\u001b[?25l'),
    )
  })

  test('Ctrl-C while the bar stands is no success', async () => {
    await using model = await startScriptedModel(() => hangs())
    const { args, env } = await modelAndCalls(model)
    const { screen, keys, ended } = await startAtTerminal(args, env)
    await screen.until('0/30')
    keys.write('\u0003')
    expect(await ended).toEqual([130, null])
    expect(screen.all).not.toContain('asked turn by turn')
  })
})

test('commands take their types from the API without loading it', async () => {
  const script = `
    import { registerHooks } from 'node:module'
    registerHooks({
      load(url, context, next) {
        console.log(url)
        return next(url, context)
      },
    })
    for (const name of ['call', 'conversations', 'exceptions', 'twilio'])
      await import('./server/cli/' + name + '/' + name + '.ts')
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const loaded = await text(child.stdout)
  expect(loaded).toContain('/server/cli/exceptions/contacts-api.ts')
  expect(loaded).not.toMatch(/zod-openapi|\/server\/owner\/api\//)
})
