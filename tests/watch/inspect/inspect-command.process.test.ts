/** `npm run inspect`, as a process of its own; and a plain start, which loads nothing of it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { isDeepStrictEqual as isDeepEqual } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { browserCommand } from '../../../server/watch/inspect/open-browser.ts'
import { createPhone } from '../../../server/phone/phone.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { watchCalls } from './inspector-client.ts'

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Tells of the packages that only the inspector needs, as they are loaded. */
const HOOK = `
import { registerHooks } from 'node:module'
import { writeSync } from 'node:fs'
registerHooks({
  load(url, context, next) {
    const name = /\\/node_modules\\/(@statelyai\\/inspect|ws|partysocket)\\//.exec(url)?.[1]
    if (name) writeSync(2, 'loaded ' + name + '\\n')
    return next(url, context)
  },
})
`

test.each([
  { options: [], shown: '•••' },
  { options: ['--unmasked'], shown: '+14155550123' },
])('npm run inspect $options starts a server whose calls are seen', async ({ options, shown }) => {
  const { child, lines, output } = await start(['server/cli.ts', 'inspect', ...options])
  await expect.poll(lines).toHaveLength(3)
  expect(output()).toContain('loaded @statelyai/inspect')
  const urlOf = (msg: string) => lines().find((line) => line.msg.startsWith(msg))!.url
  const { told, until } = await watchCalls(urlOf('inspector: open it in a browser'))
  const caller = await createPhone({ url: urlOf('listening') }).ring({ from: '+14155550123' })
  await until(({ snapshot }) => isDeepEqual(snapshot?.value, { listening: 'greeting' }))
  expect(told.find(({ event }) => event?.type === 'call.arrived')?.event).toMatchObject({
    from: shown,
  })
  await caller.hangUp()
  await until(({ snapshot }) => snapshot?.value === 'over')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('a plain start loads nothing of it', async () => {
  const { lines, output } = await start(['server/main.ts'])
  await expect.poll(lines).toHaveLength(2)
  const { url } = lines()[0]!
  const caller = await createPhone({ url }).ring()
  await caller.say('it is about the invoice')
  expect(output()).not.toContain('loaded')
})

describe('npm run inspect', () => {
  test('tells how it is used', () => {
    const { status, stdout } = command('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('Usage: npm run inspect')
  })

  test.each(['--unmaksed', 'CA00000000000000000000000000000001'])('refuses %s', (argument) => {
    const { status, stdout, stderr } = command(argument)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(`'${argument}'`)
    expect(stderr).toContain('See npm run inspect -- --help')
  })

  test('refuses production', () => {
    const { status, stderr } = command()
    expect(status).toBe(1)
    expect(stderr).toContain('INSPECT: shows calls')
  })
})

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string | undefined]>([
  ['linux', {}, undefined],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['darwin', {}, 'open'],
  ['win32', {}, 'cmd'],
])('on %s with %j the browser is opened by %s', (platform, env, program) => {
  expect(browserCommand(platform, env)?.[0]).toBe(program)
})

/** In production. */
function command(...args: string[]) {
  return spawnSync(process.execPath, ['server/cli.ts', 'inspect', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  })
}

async function start(args: string[]) {
  const hook = `data:text/javascript,${encodeURIComponent(HOOK)}`
  const env = { SQLITE_DB_PATH: await temporaryFile(), PORT: '0', INSPECT_PORT: '0' }
  const child = spawn(process.execPath, ['--import', hook, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const isLine = (line: string) => /^\{.*\}$/.test(line)
  return {
    child,
    output: () => output,
    lines: () =>
      output
        .split('\n')
        .filter(isLine)
        .map((line) => JSON.parse(line) as { msg: string; url: string }),
  }
}
