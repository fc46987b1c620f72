import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'
import { AUTH_TOKEN, PUBLIC_URL, SETTINGS, STRANGER, temporaryFile } from '../support/concierge.ts'
import { startProcess } from '../support/server-process.ts'

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const BOOT = join(import.meta.dirname, '../../server/boot.js')

/** `npm start` without npm; in a folder with this `.env`, where one is given. */
async function start(settings: Record<string, string>, envFile?: string | Buffer) {
  const cwd = envFile === undefined ? join(BOOT, '../..') : dirname(await temporaryFile())
  if (envFile !== undefined) await writeFile(join(cwd, '.env'), envFile)
  const child = spawn(process.execPath, ['--max-semi-space-size=64', BOOT], {
    cwd,
    // Neither the settings of the developer's shell nor a .env in the folder.
    env: { PATH: process.env.PATH, SQLITE_DB_PATH: await temporaryFile(), PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output.text += text))
  const exited = once(child, 'exit') as Promise<[number | null]>
  return {
    child,
    output,
    exitCode: async () => (await exited)[0],
    async url(): Promise<string> {
      const listening = () => /"url":"([^"]+)"/.exec(output.text)?.[1]
      await expect.poll(listening).toBeDefined()
      return listening()!
    },
  }
}

describe('npm start', () => {
  test('with nothing configured answers calls on this machine, and says that it is a demo', async () => {
    const server = await start({})
    const url = await server.url()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const caller = await createPhone({ url }).ring({ from: STRANGER })
    expect(caller.state).toBe('listening')
    expect(server.output.text).toMatch(/demo.*only this machine/)
    expect(await (await fetch(url)).text()).toContain('running')
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' })
    expect((await fetch(`${url}/nothing`)).status).toBe(404)
  })

  test('says where the console is and what is on: flow, screener, database, time zone', async () => {
    const server = await start({ TIME_ZONE: 'America/Los_Angeles', FLOW: 'after-hours' })
    const url = await server.url()
    const line = server.output.text.split('\n').find((text) => text.includes('"listening"'))!
    expect(JSON.parse(line)).toMatchObject({
      console: `${url}/console`,
      flow: 'after-hours',
      screeners: ['rules'],
      database: expect.stringMatching(/^SQLite, .*calls\.db$/),
      time_zone: 'America/Los_Angeles',
      time_zone_from: 'TIME_ZONE',
    })
  })

  test('takes a .env as Windows and shells write it, and what is set before it goes first', async () => {
    const text =
      '# mine\r\nexport FLOW="after-hours" # at night\r\nTIME_ZONE=\'Asia/Tokyo\'\r\nLANGUAGE = de-DE\r\n'
    const server = await start({ LANGUAGE: 'sv-SE' }, Buffer.from(`\uFEFF${text}`, 'utf16le'))
    await server.url()
    const line = server.output.text.split('\n').find((one) => one.includes('"listening"'))!
    expect(JSON.parse(line)).toMatchObject({
      flow: 'after-hours',
      time_zone: 'Asia/Tokyo',
      language: 'sv-SE',
    })
    expect(server.output.text).toMatch(/"setting":"LANGUAGE".*understand English.* only/)
  })

  test('tells what it cannot take of a .env together with every other mistake', async () => {
    const server = await start(
      { FLOW: 'nope' },
      'PORT="80\nADMIN_API_KEY=secret#secret\nVOICE=Nobody\n',
    )
    expect(await server.exitCode()).toBe(1)
    for (const told of ['.env line 1: PORT', '.env line 2: ADMIN_API_KEY', 'FLOW: ', 'VOICE: '])
      expect(server.output.text).toContain(told)
    expect(server.output.text).not.toMatch(/secret|\bat .*\.ts:\d+/)
  })

  test('takes quotes that docker --env-file hands over', async () => {
    const server = await start({ FLOW: '"after-hours"', TIME_ZONE: "'Asia/Tokyo'" })
    await server.url()
    expect(server.output.text).toMatch(/"flow":"after-hours".*"time_zone":"Asia\/Tokyo"/)
  })

  test('tells of a HOST that this machine has not', async () => {
    const server = await start({ ...SETTINGS, LOG_LEVEL: 'info', HOST: '192.0.2.1' })
    expect(await server.exitCode()).toBe(1)
    expect(server.output.text).toContain('mend HOST')
  })

  test('in production refuses to start, naming all that is missing', async () => {
    const server = await start({ NODE_ENV: 'production' })
    expect(await server.exitCode()).toBe(1)
    for (const name of ['TWILIO_AUTH_TOKEN', 'REAL_PHONE_NUMBER', 'BASE_URL'])
      expect(server.output.text).toContain(name)
    expect(server.output.text).not.toMatch(/\bat .*\.ts:\d+/)
  })

  test.each([
    ['a port that is taken', 'PORT', 'set PORT'],
    ['a database that cannot be opened', 'SQLITE_DB_PATH', 'see SQLITE_DB_PATH'],
  ])('with %s says what to do', async (_, setting, advice) => {
    const occupied = createServer().listen(0, '127.0.0.1')
    await once(occupied, 'listening')
    const { port } = occupied.address() as AddressInfo
    const value = setting === 'PORT' ? String(port) : '/nowhere/at/all.db'
    const server = await start({ [setting]: value })
    expect(await server.exitCode()).toBe(1)
    expect(server.output.text).toContain(advice)
    occupied.close()
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('ends with exit code 0 on %s', async (signal) => {
    const server = await start({})
    const url = await server.url()
    await fetch(url, { headers: { connection: 'keep-alive' } })
    server.child.kill(signal)
    expect(await server.exitCode()).toBe(0)
  })
})

test('a turn that is under way at SIGTERM is finished and answered', async () => {
  const file = await temporaryFile()
  const server = await startProcess(file, { ...SETTINGS, SCREENING_MS: '400' })
  children.push(server.child)
  const phone = createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: (url, init) => fetch(server.url + new URL(url).pathname + new URL(url).search, init),
  })
  const caller = await phone.ring({ from: STRANGER })
  const screening = server.screening()
  const speaking = caller.say('the barn is on fire')
  await screening
  server.child.kill('SIGTERM')
  const [code] = (await once(server.child, 'exit')) as [number | null]
  await speaking
  expect(caller.state).toBe('dialing')
  expect(code).toBe(0)
})
