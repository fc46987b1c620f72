/** What a process loads: watching costs nothing before there is something to see. */
import { spawn, type ChildProcess } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'
import { STRANGER, temporaryFile } from '../support/concierge.ts'

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Tells of every package as it is loaded, by `import` or `require`. */
const HOOK = `
import { registerHooks } from 'node:module'
import { writeSync } from 'node:fs'
const told = new Set()
registerHooks({
  load(url, context, next) {
    const name = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url)?.[1]
    if (name && !told.has(name)) writeSync(2, 'loaded ' + name + '\\n')
    told.add(name)
    return next(url, context)
  },
})
`

async function start(settings: Record<string, string>) {
  const hook = `data:text/javascript,${encodeURIComponent(HOOK)}`
  const child = spawn(process.execPath, ['--import', hook, 'server/boot.js'], {
    env: { PATH: process.env.PATH, SQLITE_DB_PATH: await temporaryFile(), PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const url = () => /"url":"([^"]+)"/.exec(output)?.[1]
  await expect.poll(url).toBeDefined()
  return {
    url: url()!,
    loaded: () => [...output.matchAll(/^loaded (\S+)$/gm)].map(([, name]) => name!),
  }
}

const WATCHING = /^@opentelemetry\/|^prom-client$/

test('without a collector nothing of OpenTelemetry is loaded, and prom-client with the first call', async () => {
  const { url, loaded } = await start({})
  expect(loaded()).toContain('pino')
  expect(loaded()).toContain('better-sqlite3')
  expect(loaded().filter((name) => WATCHING.test(name))).toEqual([])
  const caller = await createPhone({ url }).ring({ from: STRANGER })
  await caller.say('your daughter broke her arm at school')
  await caller.hangUp()
  await expect.poll(loaded).toContain('prom-client')
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total')
  expect(loaded().filter((name) => name.startsWith('@opentelemetry/'))).toEqual([])
})

test('with a collector OpenTelemetry is loaded at start', async () => {
  const { loaded } = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' })
  expect(loaded()).toContain('@opentelemetry/sdk-trace')
  expect(loaded()).not.toContain('prom-client')
})
