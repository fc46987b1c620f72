/** Connections that keep a server busy for nothing: idle ones, slow bodies, listeners that do not listen, hang-ups. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { KEY } from '../support/management.ts'
import { phoneTo } from '../support/phone-to.ts'
import type { ServerProcess } from '../support/server-process.ts'
import type { Attack, Report } from './attack.ts'
import { createOwner } from './owner.ts'
import { withServers } from './with-servers.ts'

/** How many of each, and calls that listeners are told of. */
const MANY = { idle: 3_000, slow: 300, listeners: 300, calls: 20 }
const FEW: typeof MANY = { idle: 50, slow: 10, listeners: 5, calls: 1 }
const MOST_GROWTH = 256 * 2 ** 20
/** Twilio gives up after 15 s. */
const PATIENCE_MS = 15_000

export const crowds: Attack = {
  name: 'crowds',
  promise:
    'whoever only holds connections keeps no caller out, takes no memory and sets off no alarm',
  share: 2,
  run: (budget, random, report) =>
    withServers(async ({ start }) => {
      const server = await start({ ADMIN_API_KEY: KEY, LOG_LEVEL: 'error' })
      let scenes: (typeof SCENES)[number][] = []
      while (!budget.isSpent()) {
        scenes = scenes.length > 0 ? scenes : random.shuffled(SCENES)
        const scene = scenes.pop()!
        const logged = server.log.length
        const before = await server.memory()
        const sockets = await scene(server, budget.isBrief ? FEW : MANY)
        await callsGetThrough(server, scene.name, report)
        const grown = (await server.memory()) - before
        if (grown > MOST_GROWTH)
          report.fault(`${scene.name}: it takes the memory`, `${Math.round(grown / 2 ** 20)} MB`)
        for (const socket of sockets) socket.destroy()
        await delay(500)
        const alarm = server.log
          .slice(logged)
          .find((line) => (JSON.parse(line) as { level: number }).level >= 50)
        if (alarm)
          report.fault(`${scene.name}: it is logged as an error of ours`, alarm.slice(0, 200))
        report.tried(sockets.length)
      }
    }),
}

/** Connected, and not a byte. */
function idle(server: ServerProcess, count: typeof MANY): Promise<Socket[]> {
  return open(server, count.idle, () => '')
}

function slowBodies(server: ServerProcess, count: typeof MANY): Promise<Socket[]> {
  return open(server, count.slow, () => post('/twilio/voice', 60_000, 'CallSid='))
}

async function deafListeners(server: ServerProcess, count: typeof MANY): Promise<Socket[]> {
  const cookie = await createOwner(server.url, KEY).signIn()
  const asking = `GET /console/live HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`
  const sockets = await open(server, count.listeners, () => asking)
  for (const socket of sockets) socket.pause()
  const phone = phoneTo(() => server.url)
  const calls = Array.from({ length: count.calls }, async (_, index) => {
    const call = await phone.ring({ from: `+141555501${10 + index}` })
    for (let turn = 0; turn < 2; turn++) {
      if (call.state === 'listening') await call.say('a long story '.repeat(500))
      // Pages are told once a second.
      await delay(1_100)
    }
    await call.hangUp()
  })
  await Promise.all(calls)
  return sockets
}

/** In the midst of a body, which is no fault of ours. */
async function hangUps(server: ServerProcess): Promise<Socket[]> {
  const sockets = await open(server, MIDST.length * 4, (index) => MIDST[index % MIDST.length]!)
  for (const [index, socket] of sockets.entries())
    if (index % 4 === 0) socket.resetAndDestroy()
    else if (index % 4 === 1) socket.end()
    else socket.destroy()
  return sockets
}

const MIDST = [
  '/twilio/voice',
  '/twilio/status',
  '/console/sign-in',
  '/exceptions',
  '/exceptions/import',
].flatMap((path) => [
  post(path, 1_000, 'CallSid=CA0'),
  post(path, 200_000, 'a'.repeat(100_000)),
  post(path, 1_000, '', true),
  post(path, 200_000, 'a'.repeat(100_000), true),
  inPieces(post(path, 0, 'ff\r\nCallSid', true)),
  inPieces(post(path, 0, 'zz\r\nCallSid')),
])

function inPieces(request: string): string {
  return request.replace('Content-Length: 0', 'Transfer-Encoding: chunked')
}

const SCENES = [idle, slowBodies, deafListeners, hangUps]

function post(path: string, length: number, begun: string, byOwner = false): string {
  const key = byOwner ? `Authorization: Bearer ${KEY}\r\n` : ''
  const type = 'application/x-www-form-urlencoded'
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${key}X-Twilio-Signature: eA==\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${begun}`
}

async function open(
  { url }: ServerProcess,
  count: number,
  first: (index: number) => string,
): Promise<Socket[]> {
  const port = Number(new URL(url).port)
  const sockets: Socket[] = []
  for (let index = 0; index < count; index++) {
    const socket = connect(port, '127.0.0.1')
    // Whom the server refuses is one fewer.
    socket.on('error', () => undefined)
    sockets.push(socket)
    const text = first(index)
    if (text) socket.write(text)
    if (index % 100 === 99) await Promise.race([once(socket, 'connect'), delay(1_000)])
  }
  await delay(300)
  return sockets
}

async function callsGetThrough(
  server: ServerProcess,
  scene: string,
  report: Report,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const call = await phoneTo(() => server.url)
      .ring()
      .catch(() => null)
    await call?.hangUp().catch(() => undefined)
    if (call && call.failures.length === 0) return
    if (performance.now() > until) return report.fault(`${scene}: no call gets through`)
    await delay(250)
  }
}
